/**
 * A customer's life at bePaid: created, read again, listed, and what
 * happens when something is wrong.
 */

import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as BePaid from "effect-payment-customers/BePaid"

export const program = Effect.gen(function* () {
  const bepaid = yield* BePaid.BePaid

  const john = yield* bepaid.create({
    firstName: "John",
    lastName: "Doe",
    country: "US",
    city: "Denver",
    zip: "92006",
    state: "CO",
    phone: "+1-555-555-5555",
    email: "customer@example.com",
    ip: "127.0.0.1"
  })
  yield* Console.log(`created    ${john.id}`)

  const again = yield* bepaid.retrieve(john.id)
  yield* Console.log(`retrieved  ${again.id}`)

  const { customers } = yield* bepaid.list()
  yield* Console.log(`listed     ${customers.length} customer(s)`)

  // bePaid judges the data: its map of fields and messages arrives as it is
  const refused = yield* bepaid
    .create({ email: "customer@example.com", ip: "" })
    .pipe(
      Effect.as("created"),
      Effect.catchTag("ValidationFailed", ({ status, errors }) => {
        const lines = Object.entries(errors).map(
          ([field, messages]) =>
            `\n             ${field}: ${messages.join(", ")}`
        )
        return Effect.as(
          Console.log(`refused    status ${status}${lines.join("")}`),
          "refused"
        )
      })
    )

  const unknown = yield* bepaid.retrieve("cst_ffffffffffffffff").pipe(
    Effect.as("found"),
    Effect.catchTag("NotFound", (error) =>
      Effect.as(Console.log(`not found  ${error.customerId}`), "not found")
    )
  )

  return {
    same: again.id === john.id,
    listed: customers.length > 0,
    refused,
    unknown
  }
})

/** The same with a key that bePaid does not know. */
export const wrongKey = Effect.flatMap(BePaid.BePaid, (bepaid) =>
  bepaid.list()
).pipe(
  Effect.as("accepted"),
  Effect.catchTag("Unauthorized", ({ status }) =>
    Effect.as(Console.log(`wrong key  status ${status}`), "unauthorized")
  )
)
