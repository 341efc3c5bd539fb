/**
 * A customer's life at Omise: created, read, changed, listed, found,
 * deleted; and what a card token is good for.
 */

import * as Console from "effect/Console"
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Omise from "effect-payment-customers/Omise"

export const program = Effect.gen(function* () {
  const omise = yield* Omise.Omise

  const customer = yield* omise.create({
    email: "customer@example.com",
    description: "John Doe (id: 30)",
    metadata: { plan: "basic" }
  })
  yield* Console.log(`created    ${customer.id}`)

  const again = yield* omise.retrieve(customer.id)
  const since = Option.match(again.createdAt, {
    onNone: () => "unknown",
    onSome: DateTime.formatIso
  })
  yield* Console.log(`retrieved  ${again.id}, since ${since}`)

  const changed = yield* omise.update(customer.id, {
    metadata: { plan: "gold" }
  })
  yield* Console.log(
    `updated    plan ${again.metadata.plan} to ${changed.metadata.plan}`
  )

  const page = yield* omise.list({
    limit: 5,
    order: "reverse_chronological"
  })
  yield* Console.log(
    `listed     ${page.customers.length} of ${Option.getOrElse(page.total, () => "?")} customer(s)`
  )

  // A page is asked for when it is needed: this stops after the first one
  const newest = yield* omise
    .stream({ limit: 20, order: "reverse_chronological" })
    .pipe(Stream.take(1), Stream.runCollect)
  yield* Console.log(`streamed   ${newest.length} customer(s)`)

  // Omise's search index follows after a while: a customer that was just
  // created may not be in it
  const found = yield* omise.search({
    query: "customer@example.com",
    perPage: 10
  })
  yield* Console.log(
    `found      ${Option.getOrElse(found.total, () => "?")} customer(s)`
  )

  const deleted = yield* omise.delete(customer.id)
  yield* Console.log(`deleted    ${deleted.id}`)

  const after = yield* omise.retrieve(customer.id).pipe(
    Effect.as("found"),
    Effect.catchTag("NotFound", (error) =>
      Effect.as(Console.log(`not found  ${error.customerId}`), "not found")
    )
  )

  return {
    same: again.id === customer.id,
    plan: changed.metadata.plan,
    listed: page.customers.length > 0,
    streamed: newest.length,
    after
  }
})

/**
 * A card token is good once.
 *
 * @param token an unused one, which the customer's browser or app has got
 * from Omise
 */
export const withCard = (token: string) =>
  Effect.gen(function* () {
    const omise = yield* Omise.Omise

    const customer = yield* omise.create({
      email: "customer@example.com",
      card: token
    })
    const card = Option.getOrElse(customer.defaultCard, () => "no card")
    yield* Console.log(`created    ${customer.id} with ${card}`)

    // Omise judges the data: its code and its words arrive as they are,
    // under the field that they concern
    const refused = yield* omise.update(customer.id, { card: token }).pipe(
      Effect.as("updated"),
      Effect.catchTag("ValidationFailed", ({ status, code, errors }) => {
        const lines = Object.entries(errors).map(
          ([field, messages]) =>
            `\n             ${field}: ${messages.join(", ")}`
        )
        return Effect.as(
          Console.log(
            `refused    status ${status}, ${code}${lines.join("")}`
          ),
          code
        )
      })
    )

    const deleted = yield* omise.delete(customer.id)
    yield* Console.log(`deleted    ${deleted.id}`)
    return { card: Option.isSome(customer.defaultCard), refused }
  })

/** The same with a key that Omise does not know. */
export const wrongKey = Effect.flatMap(Omise.Omise, (omise) =>
  omise.list()
).pipe(
  Effect.as("accepted"),
  Effect.catchTag("Unauthorized", ({ status }) =>
    Effect.as(Console.log(`wrong key  status ${status}`), "unauthorized")
  )
)
