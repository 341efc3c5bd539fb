/**
 * A customer's life at Stancer: created, read, changed, created twice,
 * deleted, and what happens when it is gone.
 */

import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stancer from "effect-payment-customers/Stancer"

const david = {
  email: "david@example.net",
  mobile: "+33639980102",
  name: "David Coaster"
}
const renamed = { ...david, name: "David Rower" }

export const program = Effect.gen(function* () {
  const stancer = yield* Stancer.Stancer

  const { id } = yield* stancer.create(david)
  yield* Console.log(`created    ${id}`)

  const first = yield* stancer.retrieve(id)
  yield* Console.log(
    `retrieved  ${first.id}, ${Option.getOrElse(first.name, () => "no name")}`
  )

  yield* stancer.update(id, { name: renamed.name })
  const { name } = yield* stancer.retrieve(id)
  yield* Console.log(
    `changed    ${id}, ${Option.getOrElse(name, () => "no name")}`
  )

  // Stancer has this customer already, and says under which id
  const repeated = yield* stancer.create(renamed).pipe(
    Effect.as("created"),
    Effect.catchTag("Conflict", ({ existingId }) =>
      Effect.as(
        Console.log(`conflict   it is ${existingId}`),
        existingId === id ? "the same" : "another"
      )
    )
  )

  // The documented lengths are checked before anything is sent
  const refused = yield* stancer
    .create({ email: david.email, name: "Al" })
    .pipe(
      Effect.as("created"),
      Effect.catchTag("ValidationFailed", ({ origin, errors }) => {
        const lines = Object.entries(errors).map(
          ([field, messages]) =>
            `\n             ${field}: ${messages.join(", ")}`
        )
        return Effect.as(
          Console.log(`refused    by the ${origin}${lines.join("")}`),
          "refused"
        )
      })
    )

  yield* stancer.delete(id)
  yield* Console.log(`deleted    ${id}`)

  const gone = yield* stancer.retrieve(id).pipe(
    Effect.as("found"),
    Effect.catchTag("NotFound", (error) =>
      Effect.as(Console.log(`not found  ${error.customerId}`), "not found")
    )
  )

  return {
    same: first.id === id,
    changed: Option.contains(name, renamed.name),
    repeated,
    refused,
    gone
  }
})

/** The same with a key that Stancer does not know. */
export const wrongKey = Effect.flatMap(Stancer.Stancer, (stancer) =>
  stancer.retrieve("cust_9Cle7TXKkjhwqcWx4Kl5cQYk")
).pipe(
  Effect.as("accepted"),
  Effect.catchTag("Unauthorized", ({ status }) =>
    Effect.as(Console.log(`wrong key  status ${status}`), "unauthorized")
  )
)
