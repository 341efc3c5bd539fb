import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"

/** Creates a customer, reads it back and says what came of it. */
export const signUp = (email: string, ip: string) =>
  Effect.gen(function* () {
    const created = yield* Customers.create({ email, ip, name: "John Doe" })
    const customer = yield* Customers.retrieve(created.id)
    return `welcome, ${customer.id}`
  }).pipe(
    Effect.catchTags({
      ValidationFailed: ({ errors }) => Effect.succeed(`please correct: ${Object.keys(errors).join(", ")}`),
      NotFound: ({ customerId }) => Effect.succeed(`${customerId} is gone again`),
      Unauthorized: ({ provider }) => Effect.dieMessage(`the key of ${provider} is not accepted`)
    })
  )
