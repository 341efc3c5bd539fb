/** One contract for every provider, however it is reached: what a program written against `Customers` may rely on. */

import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Context from "#line/Context"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import { assert, describe, it } from "#line/test/vitest"
import type { Capability, Subject } from "./providers.js"

const john = {
  email: "customer@example.com",
  ip: "127.0.0.1",
  name: "John Doe",
  phone: "+15555555555",
  externalId: "crm-1"
}

const tags = {
  Create: Customers.Create,
  Retrieve: Customers.Retrieve,
  Update: Customers.Update,
  Delete: Customers.Delete,
  List: Customers.List,
  Search: Customers.Search,
  Find: Customers.Find,
  Ensure: Customers.Ensure
}

type AnyCapability =
  | Customers.Create
  | Customers.Retrieve
  | Customers.Update
  | Customers.Delete
  | Customers.List
  | Customers.Search
  | Customers.Find
  | Customers.Ensure

/** A layer's context as one that has everything: a test names the capabilities that it uses in `needs`. */
type Everything = Context.Context<AnyCapability>

/** Sockets need real time. */
const scopedOf = (subject: Subject) => (subject.live ? it.live : it.effect)

const withProvider = <A, E>(
  subject: Subject,
  needs: ReadonlyArray<Capability>,
  name: string,
  test: Effect.Effect<A, E, AnyCapability>
) => {
  if (!needs.every((need) => subject.can.includes(need))) return
  scopedOf(subject)(name, () =>
    Effect.flatMap(subject.build(), (context) => Effect.provide(test, context as Everything))
  )
}

/** Counts the requests that leave the client. */
const counting = () => {
  const seen = { count: 0 }
  const transformClient = HttpClient.mapRequest((request) => {
    seen.count += 1
    return request
  })
  return { seen, transformClient }
}

export const contract = (subjects: ReadonlyArray<Subject>): void => {
  for (const subject of subjects) {
    describe(subject.name, () => {
      const scoped = scopedOf(subject)
      const law = <A, E>(
        needs: ReadonlyArray<Capability>,
        name: string,
        test: Effect.Effect<A, E, AnyCapability>
      ) => withProvider(subject, needs, name, test)

      scoped("supplies the capabilities of the table and no other", () =>
        Effect.map(subject.build(), (context) =>
          assert.deepEqual(
            Object.entries(tags).flatMap(([name, tag]) =>
              Option.isSome(Context.getOption(context, tag as Context.Key<unknown, unknown>)) ? [name] : []
            ),
            [...subject.can]
          )
        )
      )

      law(
        ["Create", "Retrieve"],
        "retrieves what was created",
        Effect.gen(function* () {
          const created = yield* Customers.create(john)
          const { ip: _, ...fields } = john
          assert.strictEqual(created.provider, subject.provider)
          for (const [field, value] of Object.entries(fields)) {
            deepStrictEqual(created[field as keyof typeof fields], Option.some(value))
          }
          assert.isTrue(Equal.equals(yield* Customers.retrieve(created.id), created))
        })
      )

      law(
        ["Retrieve"],
        "knows no customer of an unknown id",
        Effect.gen(function* () {
          const error = yield* Effect.flip(Customers.retrieve(subject.unknownId))
          assert.instanceOf(error, CustomersError.NotFound)
          assert.include(error, { provider: subject.provider, status: 404, customerId: subject.unknownId })
        })
      )

      law(
        ["Create", "Update", "Retrieve"],
        "changes what a patch names",
        Effect.gen(function* () {
          const created = yield* Customers.create(john)
          yield* Customers.update(created.id, { phone: "+33639980102" })
          const updated = yield* Customers.retrieve(created.id)
          assert.isTrue(
            Equal.equals(updated, new Customers.Customer({ ...created, phone: Option.some("+33639980102") }))
          )
        })
      )

      law(
        ["Create", "Update"],
        "refuses a patch that names nothing",
        Effect.gen(function* () {
          const { id } = yield* Customers.create(john)
          const error = yield* Effect.flip(Customers.update(id, {}))
          assert.instanceOf(error, CustomersError.ValidationFailed)
          assert.include(error, { origin: "client" })
        })
      )

      law(
        ["Update"],
        "does not update an unknown customer",
        Effect.gen(function* () {
          const error = yield* Effect.flip(Customers.update(subject.unknownId, { name: "Jane Doe" }))
          assert.instanceOf(error, CustomersError.NotFound)
        })
      )

      law(
        ["Create", "Delete", "Retrieve"],
        "deletes once",
        Effect.gen(function* () {
          const { id } = yield* Customers.create(john)
          yield* Customers.delete(id)
          assert.instanceOf(yield* Effect.flip(Customers.retrieve(id)), CustomersError.NotFound)
          assert.instanceOf(yield* Effect.flip(Customers.delete(id)), CustomersError.NotFound)
        })
      )

      law(
        ["Create", "List"],
        "lists and streams what was created",
        Effect.gen(function* () {
          assert.deepEqual((yield* Customers.list()).customers, [])
          const one = yield* Customers.create(john)
          const two = yield* Customers.create({ email: "two@example.com", ip: "127.0.0.1" })
          const page = yield* Customers.list()
          assert.deepEqual(
            page.customers.map(({ id }) => id),
            [one.id, two.id]
          )
          assert.isTrue(Option.isNone(page.next))
          const streamed = yield* Stream.runCollect(Customers.stream())
          assert.isTrue(Equal.equals(Array.from(streamed)[1], two))
        })
      )

      law(
        ["List"],
        "takes no cursor that it did not give",
        Effect.gen(function* () {
          const error = yield* Effect.flip(Customers.list({ from: Customers.Cursor.make("nonsense") }))
          assert.instanceOf(error, CustomersError.ValidationFailed)
          assert.deepEqual(Object.keys(error.errors), ["from"])
          const streamed = yield* Effect.flip(
            Stream.runDrain(Customers.stream({ from: Customers.Cursor.make("nonsense") }))
          )
          assert.instanceOf(streamed, CustomersError.ValidationFailed)
        })
      )

      law(
        ["Create", "Search"],
        "finds by e-mail",
        Effect.gen(function* () {
          const one = yield* Customers.create(john)
          yield* Customers.create({ email: "two@example.com", ip: "127.0.0.1" })
          const page = yield* Customers.search(john.email)
          assert.deepEqual(
            page.customers.map(({ id }) => id),
            [one.id]
          )
        })
      )

      scoped("says Unauthorized to another key, whatever is asked", () =>
        Effect.gen(function* () {
          const context = (yield* subject.build({ secretKey: subject.anotherKey })) as Everything
          const asked: Partial<Record<Capability, Effect.Effect<unknown, unknown, never>>> = {
            Create: Effect.provide(Customers.create(john), context),
            Retrieve: Effect.provide(Customers.retrieve(subject.unknownId), context),
            Update: Effect.provide(Customers.update(subject.unknownId, { email: john.email }), context),
            Delete: Effect.provide(Customers.delete(subject.unknownId), context),
            List: Effect.provide(Customers.list(), context),
            Search: Effect.provide(Customers.search("john"), context),
            Find: Effect.provide(Stream.runDrain(Customers.findByEmail(john.email)), context),
            Ensure: Effect.provide(Customers.ensure(john), context)
          }
          for (const capability of subject.can) {
            const error = yield* Effect.flip(asked[capability] ?? Effect.void)
            assert.instanceOf(error, CustomersError.Unauthorized, capability)
          }
        })
      )

      scoped("sends nothing for an id that can't be one", () =>
        Effect.gen(function* () {
          const { seen, transformClient } = counting()
          const context = (yield* subject.build({ transformClient })) as Everything
          const foreign = subjects
            .filter(({ provider }) => provider !== subject.provider)
            .map(({ unknownId }) => unknownId)
          for (const id of [
            "",
            "..",
            "a/b",
            "a?b",
            "a#b",
            "a\u0000b",
            "tokn_test_4xs9408a642a1htto8z",
            ...foreign
          ]) {
            const error = yield* Effect.flip(Effect.provide(Customers.retrieve(id), context))
            assert.instanceOf(error, CustomersError.ValidationFailed, id)
            assert.include(error, { origin: "client" })
            assert.deepEqual(Object.keys(error.errors), ["id"])
          }
          assert.strictEqual(seen.count, 0)
          yield* Effect.exit(Effect.provide(Customers.retrieve(subject.unknownId), context))
          assert.strictEqual(seen.count, 1)
        })
      )
    })
  }
}
