/** The laws of `Customers`, for every provider and any data. */

import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Equal from "effect/Equal"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { OmiseTest } from "effect-payment-customers/testing"
import * as FastCheck from "fast-check"
import * as Context from "#line/Context"
import * as HttpClientRequest from "#line/HttpClientRequest"
import * as Stream from "#line/Stream"
import * as Arbitrary from "#line/test/Arbitrary"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import { BufferedResponse } from "../../src/emulator/inProcess.js"
import * as bepaid from "../../src/providers/bepaid/neutral.js"
import * as omise from "../../src/providers/omise/neutral.js"
import * as stancer from "../../src/providers/stancer/neutral.js"
import { input, patch, subjects } from "../support/providers.js"
import { casesOf } from "../support/sample.js"

/** Each field that was given, as a customer has it. */
const fieldsOf = ({ ip: _, ...fields }: Customers.CustomerPatch & { readonly ip?: string }) =>
  Object.entries(fields) as ReadonlyArray<["email" | "name" | "phone" | "externalId", string]>

/** @param examples values that broke the law once */
const holds = <A>(
  arbitrary: FastCheck.Arbitrary<A>,
  law: (value: A) => Effect.Effect<void, unknown>,
  examples: Array<[NoInfer<A>]> = []
) =>
  Effect.promise(() =>
    FastCheck.assert(
      FastCheck.asyncProperty(arbitrary, (value) => Effect.runPromise(law(value))),
      { numRuns: casesOf(60), examples }
    )
  )

for (const subject of subjects) {
  describe(subject.name, () => {
    it.effect("create then retrieve gives back each field", () =>
      holds(input, (given) =>
        Effect.gen(function* () {
          const context = (yield* subject.build()) as Context.Context<Customers.Create | Customers.Retrieve>
          const { create } = Context.get(context, Customers.Create)
          const { retrieve } = Context.get(context, Customers.Retrieve)
          const { id } = yield* create(given)
          const customer = yield* retrieve(id)
          for (const [field, value] of fieldsOf(given)) deepStrictEqual(customer[field], Option.some(value))
        }).pipe(Effect.scoped)
      )
    )

    if (subject.can.includes("Update")) {
      it.effect("update changes what was named and nothing else", () =>
        holds(FastCheck.tuple(input, patch), ([given, changes]) =>
          Effect.gen(function* () {
            const context = (yield* subject.build()) as Context.Context<
              Customers.Create | Customers.Retrieve | Customers.Update
            >
            const before = yield* Context.get(context, Customers.Create).create(given)
            yield* Context.get(context, Customers.Update).update(before.id, changes)
            const after = yield* Context.get(context, Customers.Retrieve).retrieve(before.id)
            const expected = Object.fromEntries(
              fieldsOf(changes).map(([field, value]) => [field, Option.some(value)])
            )
            assert.isTrue(Equal.equals(after, new Customers.Customer({ ...before, ...expected })))
          }).pipe(Effect.scoped)
        )
      )
    }
  })
}

describe("neutral → native → neutral", () => {
  /** The input that would make this customer. */
  const inputOf = (customer: Customers.Customer): Customers.CustomerInput => ({
    email: Option.getOrElse(customer.email, () => "customer@example.com"),
    ip: "127.0.0.1",
    name: Option.getOrUndefined(customer.name),
    phone: Option.getOrUndefined(customer.phone),
    externalId: Option.getOrUndefined(customer.externalId)
  })
  const same = (again: Customers.Customer, customer: Customers.Customer) => {
    deepStrictEqual(again.name, customer.name)
    deepStrictEqual(again.phone, customer.phone)
    deepStrictEqual(again.externalId, customer.externalId)
    if (Option.isSome(customer.email)) deepStrictEqual(again.email, customer.email)
  }

  it("is the identity for every customer that bePaid can return", () => {
    FastCheck.assert(
      FastCheck.property(Arbitrary.make(BePaid.Customer), (native) => {
        const customer = bepaid.toNeutral(native)
        const { firstName, lastName, phone, externalId, email } = bepaid.toInput(inputOf(customer))
        const again = new BePaid.Customer({
          ...native,
          firstName: Option.fromNullishOr(firstName),
          lastName: Option.fromNullishOr(lastName),
          phone: Option.fromNullishOr(phone),
          externalId: Option.fromNullishOr(externalId),
          email: Option.some(email)
        })
        same(bepaid.toNeutral(again), customer)
      }),
      { numRuns: casesOf(500) }
    )
  })

  it("is the identity for every customer that Stancer can return", () => {
    FastCheck.assert(
      FastCheck.property(Arbitrary.make(Stancer.Customer), (native) => {
        const customer = stancer.toNeutral(native)
        const { name, mobile, externalId, email } = stancer.toInput(inputOf(customer))
        const again = new Stancer.Customer({
          ...native,
          name: Option.fromNullishOr(name),
          mobile: Option.fromNullishOr(mobile),
          externalId: Option.fromNullishOr(externalId),
          email: Option.fromNullishOr(email)
        })
        same(stancer.toNeutral(again), customer)
      }),
      { numRuns: casesOf(500) }
    )
  })

  it("is the identity for every customer that Omise can return", () => {
    const metadata = FastCheck.record(
      { name: FastCheck.string(), phone: FastCheck.string(), external_id: FastCheck.string() },
      { requiredKeys: [] }
    )
    FastCheck.assert(
      FastCheck.property(Arbitrary.make(Omise.Customer), metadata, (sample, held) => {
        const native = { ...sample, metadata: held } as Omise.Customer
        const customer = omise.toNeutral(native)
        const { metadata: written = {}, email } = omise.toInput(inputOf(customer))
        const again = { ...native, metadata: written, email: Option.fromNullishOr(email) } as Omise.Customer
        same(omise.toNeutral(again), customer)
      }),
      { numRuns: casesOf(100) }
    )
  })
})

describe("a list in pages", () => {
  const seed = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ email: `customer-${index}@example.com` }))

  const emails = (customers: Iterable<Customers.Customer>) =>
    Array.from(customers, ({ email }) => Option.getOrElse(email, () => ""))

  it.effect("goes on where a cursor points, also after a restart", () =>
    holds(
      FastCheck.tuple(FastCheck.integer({ min: 0, max: 60 }), FastCheck.integer({ min: 1, max: 25 })),
      ([count, limit]) =>
        Effect.gen(function* () {
          const found: Array<string> = []
          let from: Customers.Cursor | undefined
          do {
            const page: Customers.Page = yield* Customers.list({ limit, from })
            found.push(...emails(page.customers))
            // as text in a file would: a restart has nothing but the string
            from = Option.getOrUndefined(
              Option.map(page.next, (cursor) => Customers.Cursor.make(`${cursor}`))
            )
          } while (from !== undefined)
          assert.deepEqual(found, emails(yield* Stream.runCollect(Customers.stream({ limit }))))
          assert.deepEqual(
            found,
            seed(count).map(({ email }) => email)
          )
        }).pipe(Effect.provide(OmiseTest.layer({ seed: seed(count) })))
    )
  )

  it.effect("streams on from a cursor", () =>
    Effect.gen(function* () {
      const { next } = yield* Customers.list({ limit: 7 })
      const rest = yield* Stream.runCollect(Customers.stream({ from: Option.getOrThrow(next) }))
      assert.deepEqual(
        emails(rest),
        seed(20)
          .slice(7)
          .map(({ email }) => email)
      )
    }).pipe(Effect.provide(OmiseTest.layer({ seed: seed(20) })))
  )

  it.effect("keeps a cursor free of the query, and to its own operation and provider", () =>
    Effect.gen(function* () {
      const { next } = yield* Customers.search("customer-1", { limit: 2 })
      const cursor = Option.getOrThrow(next)
      assert.notInclude(Buffer.from(cursor, "base64url").toString(), "customer-1")
      const error = yield* Effect.flip(Customers.list({ from: cursor }))
      assert.strictEqual(error._tag, "ValidationFailed")
    }).pipe(Effect.provide(OmiseTest.layer({ seed: seed(20) })))
  )

  type Mischief = "none" | "repeat" | "shorten" | "empty"

  /** A server that plays tricks on its lists, one a request; never two in a row that bring nothing new. */
  const tricked = (mischief: ReadonlyArray<Mischief>) => {
    let last: string | undefined
    let asked = -1
    return (client: HttpClient.HttpClient) =>
      HttpClient.transformResponse(client, (self) =>
        Effect.gen(function* () {
          const response = yield* self
          const honest = yield* response.text
          asked += 1
          const trick = mischief[asked] ?? "none"
          const page = JSON.parse(honest)
          const data: ReadonlyArray<unknown> = page.data
          const body =
            trick === "repeat" && last !== undefined
              ? last
              : trick === "empty"
                ? JSON.stringify({ ...page, data: [] })
                : trick === "shorten"
                  ? JSON.stringify({ ...page, data: data.slice(0, Math.ceil(data.length / 2)) })
                  : honest
          if (trick === "none" || trick === "shorten") last = body
          return new BufferedResponse(response.request, { status: 200, headers: {}, body })
        })
      )
  }

  const tricks = FastCheck.array(FastCheck.constantFrom<Mischief>("none", "repeat", "shorten", "empty"), {
    maxLength: 12
  }).map((all) => all.filter((trick, index) => !(isVain(trick) && isVain(all[index - 1]))))
  const isVain = (trick: Mischief | undefined) => trick === "repeat" || trick === "empty"

  it.effect(
    "streams the set of customers whatever the page size, and whatever the server does to a page",
    () =>
      holds(
        FastCheck.tuple(
          FastCheck.integer({ min: 0, max: 80 }),
          FastCheck.integer({ min: 1, max: 30 }),
          tricks
        ),
        ([count, limit, mischief]) =>
          Effect.gen(function* () {
            const streamed = emails(yield* Stream.runCollect(Customers.stream({ limit })))
            assert.deepEqual(
              [...streamed].sort(),
              seed(count)
                .map(({ email }) => email)
                .sort()
            )
          }).pipe(Effect.provide(OmiseTest.layer({ seed: seed(count), transformClient: tricked(mischief) }))),
        // the page before, given again, is one that lies too far on
        [[[9, 5, ["shorten", "repeat", "none", "repeat"]]]]
      )
  )

  it.effect("fails where a server ignores the offset and says that customers follow", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Stream.runDrain(Customers.stream({ limit: 10 })))
      assert.deepInclude(error, { _tag: "UnexpectedResponse", provider: "omise", operation: "list" })
    }).pipe(
      Effect.provide(
        OmiseTest.layer({
          seed: seed(50),
          transformClient: HttpClient.mapRequest((request) =>
            HttpClientRequest.setUrl(request, request.url.replace(/offset=\d+/, "offset=0"))
          )
        })
      )
    )
  )
})
