import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"

/** Makes the customer of a user, or finds the one that is there, however often it is called. */
export const signUp = (userId: string, email: string, name: string, ip: string) =>
  Customers.ensure({ externalId: userId, email, name, ip }).pipe(
    Effect.map(({ customer, created }) => `${created ? "welcome" : "welcome back"}, ${customer.id}`),
    Effect.catchTags({
      ValidationFailed: ({ errors }) => Effect.succeed(`please correct: ${Object.keys(errors).join(", ")}`),
      Unavailable: ({ provider }) => Effect.succeed(`${provider} does not answer: please sign up again`),
      Unauthorized: ({ provider }) => Effect.die(new Error(`the key of ${provider} is not accepted`))
    })
  )
