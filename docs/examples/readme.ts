import * as Effect from "effect/Effect"
import * as Customers from "effect-payment-customers/Customers"

/** Greets the user, or says what to do. */
export const greet = (user: Customers.CustomerInput) =>
  Customers.ensure(user).pipe(
    Effect.map(({ created }) => (created ? "welcome" : "welcome back")),
    Effect.catchTags({
      ValidationFailed: ({ errors }) =>
        Effect.succeed(`please correct: ${Object.keys(errors).join(", ")}`),
      Unavailable: () => Effect.succeed("please try again in a minute"),
      // our key is wrong, and no user can do anything about it
      Unauthorized: (error) => Effect.die(error)
    })
  )
