/** `Customers` over each provider as a table: a neutral customer of a native one, a native input of a neutral one. */

import { assert, describe, it } from "@effect/vitest"
// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as DateTime from "#line/DateTime"
import * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import type * as HttpClient from "#line/test/HttpClient"
import * as Option from "#line/test/Option"
import * as Schema from "#line/test/Schema"
import * as bepaid from "../../src/providers/bepaid/neutral.js"
import * as omise from "../../src/providers/omise/neutral.js"
import * as stancer from "../../src/providers/stancer/neutral.js"
import { type FixedAnswer, recording } from "../support/recording.js"

const none = {
  email: undefined,
  name: undefined,
  phone: undefined,
  externalId: undefined,
  createdAt: undefined,
  liveMode: undefined
}

const read = {
  bepaid: (json: unknown) => bepaid.toNeutral(Schema.decodeUnknownSync(BePaid.Customer)(json)),
  omise: (json: unknown) => omise.toNeutral(Schema.decodeUnknownSync(Omise.Customer)(json)),
  stancer: (json: unknown) => stancer.toNeutral(Schema.decodeUnknownSync(Stancer.Customer)(json))
}

describe("the neutral customer", () => {
  const customers: ReadonlyArray<
    [
      provider: keyof typeof read,
      what: string,
      json: object,
      has: Partial<Record<keyof typeof none, unknown>>
    ]
  > = [
    ["bepaid", "an id alone", { id: "1" }, {}],
    [
      "bepaid",
      "every field",
      {
        id: "1",
        email: "a@b.c",
        first_name: "John",
        last_name: "Doe",
        phone: "+1",
        external_id: "7",
        ip: "::1"
      },
      { email: "a@b.c", name: "John Doe", phone: "+1", externalId: "7" }
    ],
    ["bepaid", "a first name alone", { id: "1", first_name: "Cher" }, { name: "Cher" }],
    ["bepaid", "a last name alone", { id: "1", last_name: "Doe" }, { name: "Doe" }],
    ["bepaid", "an empty last name", { id: "1", first_name: "Cher", last_name: "" }, { name: "Cher" }],
    ["bepaid", "an empty first name", { id: "1", first_name: "", last_name: "Doe" }, { name: "Doe" }],
    ["bepaid", "empty names", { id: "1", first_name: "", last_name: "" }, { name: "" }],
    ["omise", "an id alone", { id: "1" }, {}],
    [
      "omise",
      "every field",
      {
        id: "1",
        email: "a@b.c",
        metadata: { name: "John Doe", phone: "+1", external_id: "7", plan: "gold" },
        created_at: "2014-10-14T03:05:00Z",
        livemode: true,
        description: "John"
      },
      {
        email: "a@b.c",
        name: "John Doe",
        phone: "+1",
        externalId: "7",
        createdAt: DateTime.makeUnsafe("2014-10-14T03:05:00Z"),
        liveMode: true
      }
    ],
    [
      "omise",
      "metadata of somebody else's making",
      { id: "1", metadata: { name: { first: "John" }, phone: 7, external_id: null, externalId: "7" } },
      {}
    ],
    [
      "omise",
      "an external id that another program wrote as a number",
      { id: "1", metadata: { external_id: 42 } },
      { externalId: "42" }
    ],
    ["omise", "an empty external id", { id: "1", metadata: { external_id: "" } }, { externalId: "" }],
    [
      "omise",
      "an external id that is too great for a number",
      { id: "1", metadata: { external_id: Number.POSITIVE_INFINITY } },
      {}
    ],
    ["omise", "an external id that is neither", { id: "1", metadata: { external_id: true } }, {}],
    [
      "bepaid",
      "an external id that another program wrote as a number",
      { id: "1", external_id: 42 },
      { externalId: "42" }
    ],
    [
      "stancer",
      "an external id that another program wrote as a number",
      { id: "1", external_id: 42 },
      { externalId: "42" }
    ],
    ["stancer", "an id alone", { id: "1" }, {}],
    [
      "stancer",
      "every field",
      {
        id: "1",
        email: "a@b.c",
        name: "John Doe",
        mobile: "+1",
        external_id: "7",
        created: 1_413_255_900,
        live_mode: false
      },
      {
        email: "a@b.c",
        name: "John Doe",
        phone: "+1",
        externalId: "7",
        createdAt: DateTime.makeUnsafe("2014-10-14T03:05:00Z"),
        liveMode: false
      }
    ]
  ]
  it.each(customers)("of %s, with %s", (provider, _, json, has) => {
    const { provider: of, id, ...fields } = read[provider](json)
    assert.deepStrictEqual([of, id], [provider, "1"])
    deepStrictEqual(
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name, Option.getOrUndefined<unknown>(value)])
      ),
      { ...none, ...has }
    )
  })
})

describe("a name in bePaid's two fields", () => {
  it.each([
    ["John Doe", "John", "Doe"],
    ["Juan de la Cruz", "Juan", "de la Cruz"],
    ["Juan  de la Cruz", "Juan", " de la Cruz"],
    [" John Doe", " John", "Doe"],
    ["John D", "John", "D"],
    ["a b", "a", "b"],
    ["李 小龙", "李", "小龙"],
    ["John Doe\nJunior", "John", "Doe\nJunior"],
    // only a space parts them: nothing before a tab may be lost
    ["John\tSmith Jones", "John\tSmith Jones", undefined],
    ["Cher", "Cher", undefined],
    [" John", " John", undefined],
    ["John ", "John ", undefined],
    [" ", " ", undefined],
    ["", "", undefined]
  ])("%j", (name, firstName, lastName) => {
    assert.deepStrictEqual(bepaid.splitName(name), { firstName, lastName })
    const joined = bepaid.joinName({
      firstName: Option.some(firstName),
      lastName: Option.fromNullishOr(lastName)
    })
    deepStrictEqual(joined, Option.some(name))
  })
})

const layers = {
  bepaid: BePaid.layer({ shopId: "361", secretKey: Redacted.make("secret") }),
  omise: Omise.layer({ secretKey: Redacted.make("skey_test_5xpiwb0o3sqo5y7n6h1") }),
  stancer: Stancer.layer({ secretKey: Redacted.make("stest_0123456789abcdefghijklmn") })
}

const stancerV2 = Stancer.layerV2({ secretKey: Redacted.make("stest_0123456789abcdefghijklmn") })

/** The same, as layers of what all three can do. */
const creating: Readonly<
  Record<keyof typeof layers, Layer.Layer<Customers.Create, unknown, HttpClient.HttpClient>>
> = layers

const least = { email: "a@b.c", ip: "::1" }
const all = { ...least, name: "John Doe", phone: "+33612345678", externalId: "7" }
const nothing = { name: undefined, phone: undefined, externalId: undefined }

describe("what create sends", () => {
  it.each<[provider: keyof typeof layers, what: string, input: Customers.CustomerInput, body: object]>([
    ["bepaid", "what is required", least, least],
    ["bepaid", "fields that are undefined", { ...least, ...nothing }, least],
    [
      "bepaid",
      "every field",
      all,
      { ...least, first_name: "John", last_name: "Doe", phone: "+33612345678", external_id: "7" }
    ],
    [
      "bepaid",
      "a name with blanks about it and within",
      { ...least, name: "  John   Doe" },
      { ...least, first_name: "  John", last_name: "  Doe" }
    ],
    ["bepaid", "a name of one word", { ...least, name: "Cher" }, { ...least, first_name: "Cher" }],
    ["omise", "what is required", least, { email: "a@b.c" }],
    ["omise", "fields that are undefined", { ...least, ...nothing }, { email: "a@b.c" }],
    [
      "omise",
      "every field",
      all,
      { email: "a@b.c", metadata: { name: "John Doe", phone: "+33612345678", external_id: "7" } }
    ],
    ["omise", "one field", { ...least, externalId: "7" }, { email: "a@b.c", metadata: { external_id: "7" } }],
    ["stancer", "what is required", least, { email: "a@b.c" }],
    ["stancer", "fields that are undefined", { ...least, ...nothing }, { email: "a@b.c" }],
    [
      "stancer",
      "every field",
      all,
      { email: "a@b.c", name: "John Doe", mobile: "+33612345678", external_id: "7" }
    ]
  ])("to %s for %s", (provider, _, input, body) => {
    const client = recording([{ status: 200, body: { id: "1" } }])
    return Customers.create(input).pipe(
      Effect.provide(Layer.provide(creating[provider], client.layer)),
      Effect.map(() => assert.deepStrictEqual(client.requests[0]?.body, body)),
      Effect.runPromise
    )
  })

  it("holds no field that was not given", () => {
    assert.deepStrictEqual(Object.keys(bepaid.toInput(least)), ["email", "ip"])
    assert.deepStrictEqual(Object.keys(omise.toInput(least)), ["email"])
  })
})

describe("what update sends", () => {
  const sent = (
    layer: Layer.Layer<Customers.Update, unknown, HttpClient.HttpClient>,
    answers: ReadonlyArray<FixedAnswer>,
    patch: Customers.CustomerPatch
  ) => {
    const client = recording(answers)
    return Customers.update("1", patch).pipe(
      Effect.provide(Layer.provide(layer, client.layer)),
      Effect.map(() =>
        client.requests.map(({ method, body }) => (body === undefined ? [method] : [method, body]))
      )
    )
  }
  const done: FixedAnswer = { status: 200, body: { id: "1" } }

  it.effect("to Stancer: what is named, phone as mobile", () =>
    Effect.gen(function* () {
      const patch = { email: "a@b.c", name: undefined, phone: "+33612345678" }
      assert.deepStrictEqual(yield* sent(layers.stancer, [done], patch), [
        ["PATCH", { email: "a@b.c", mobile: "+33612345678" }]
      ])
    })
  )

  it.effect("to Omise: an e-mail address alone, without a look at the metadata", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* sent(layers.omise, [done], { email: "a@b.c", ...nothing }), [
        ["PATCH", { email: "a@b.c" }]
      ])
    })
  )

  it.effect("to Omise: the metadata that is there, with what changes in it", () =>
    Effect.gen(function* () {
      const held = { status: 200, body: { id: "1", metadata: { plan: "gold", name: "John", phone: "+1" } } }
      assert.deepStrictEqual(yield* sent(layers.omise, [held, done], { name: "Jane", externalId: "7" }), [
        ["GET"],
        ["PATCH", { metadata: { plan: "gold", name: "Jane", phone: "+1", external_id: "7" } }]
      ])
    })
  )
})

describe("an external id that another program wrote as a number", () => {
  it.effect.each<
    [
      provider: string,
      layer: Layer.Layer<Customers.Find, unknown, HttpClient.HttpClient>,
      answer: (rows: ReadonlyArray<object>) => object,
      row: (externalId: unknown) => object
    ]
  >([
    ["bepaid", layers.bepaid, (rows) => rows, (external_id) => ({ external_id })],
    [
      "omise",
      layers.omise,
      (data) => ({ data, page: 1, total: 3, total_pages: 1 }),
      (external_id) => ({ metadata: { external_id } })
    ],
    [
      "stancer",
      stancerV2,
      (customers) => ({ customers, range: { start: 0, limit: 100, has_more: false } }),
      (external_id) => ({ external_id })
    ]
  ])("%s: is found as its text", ([, layer, answer, row]) =>
    Effect.gen(function* () {
      const rows = [42, "42", 420, null].map((value, index) => ({ id: String(index), ...row(value) }))
      const client = recording([{ status: 200, body: answer(rows) }])
      const found = yield* Stream.runCollect(Customers.findByExternalId("42")).pipe(
        Effect.provide(Layer.provide(layer, client.layer))
      )
      assert.deepStrictEqual(
        Array.from(found, ({ id }) => id),
        ["0", "1"]
      )
    })
  )

  it.effect.each(["12345678901234567890", "9007199254740993", "1e400", "-1e400"])(
    "%s in Omise's metadata: JSON makes another number of it, so nothing is written",
    (number) =>
      Effect.gen(function* () {
        const client = recording([
          { status: 200, body: `{ "id": "1", "metadata": { "held": [{ "number": ${number} }] } }` },
          { status: 200, body: { id: "1" } }
        ])
        const error = yield* Customers.update("1", { name: "Jane" }).pipe(
          Effect.provide(Layer.provide(layers.omise, client.layer)),
          Effect.flip
        )
        assert.include(error, { _tag: "UnexpectedResponse", operation: "update", outcome: "NotSent" })
        assert.deepStrictEqual("issues" in error && error.issues.map(({ path }) => path), ["metadata"])
        assert.deepStrictEqual(
          client.requests.map(({ method }) => method),
          ["GET"]
        )
      })
  )

  it.effect("in Omise's metadata, however large, can be replaced", () =>
    Effect.gen(function* () {
      const client = recording([
        { status: 200, body: `{ "id": "1", "metadata": { "external_id": 12345678901234567890 } }` },
        { status: 200, body: { id: "1" } }
      ])
      yield* Customers.update("1", { externalId: "7" }).pipe(
        Effect.provide(Layer.provide(layers.omise, client.layer))
      )
      assert.deepStrictEqual(client.requests[1]?.body, { metadata: { external_id: "7" } })
    })
  )

  it.effect("in Omise's metadata that is 10,000 deep: nothing is written", () =>
    Effect.gen(function* () {
      const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`
      const client = recording([{ status: 200, body: `{ "id": "1", "metadata": { "deep": ${deep} } }` }])
      const error = yield* Customers.update("1", { name: "Jane" }).pipe(
        Effect.provide(Layer.provide(layers.omise, client.layer)),
        Effect.flip
      )
      assert.include(error, { _tag: "UnexpectedResponse" })
    })
  )

  it.effect("stays as it is in Omise's metadata where something else changes", () =>
    Effect.gen(function* () {
      const client = recording([
        { status: 200, body: { id: "1", metadata: { external_id: 42 } } },
        { status: 200, body: { id: "1" } }
      ])
      yield* Customers.update("1", { name: "Jane" }).pipe(
        Effect.provide(Layer.provide(layers.omise, client.layer))
      )
      assert.deepStrictEqual(client.requests[1]?.body, { metadata: { external_id: 42, name: "Jane" } })
    })
  )
})

describe("a customer that is marked as deleted is not there", () => {
  const [there, deleted] = [
    { id: "1", email: "a@b.c" },
    { id: "2", email: "a@b.c", deleted: true }
  ]
  const unmarked = { id: "3", email: "a@b.c", deleted: false }
  const rows = [there, deleted, unmarked]
  const omiseList = (total: number, data: ReadonlyArray<object>) => ({ data, offset: 0, limit: 3, total })
  const omiseSearch = (total_pages: number, data: ReadonlyArray<object>) => ({
    data,
    page: 1,
    per_page: 3,
    total: 9,
    total_pages
  })
  const stancerList = (has_more: boolean, customers: ReadonlyArray<object>) => ({
    customers,
    range: { start: 0, limit: 3, has_more }
  })

  const over = <A, E, R>(
    layer: Layer.Layer<R, unknown, HttpClient.HttpClient>,
    bodies: ReadonlyArray<object>,
    use: Effect.Effect<A, E, R>
  ) => {
    const client = recording(bodies.map((body) => ({ status: 200, body })))
    return Effect.map(Effect.provide(use, Layer.provide(layer, client.layer)), (result) => ({
      result,
      requests: client.requests
    }))
  }
  const idsOf = (customers: Iterable<Customers.Customer>) => Array.from(customers, ({ id }) => id)

  it.effect.each<[provider: string, layer: Layer.Layer<Customers.Retrieve, unknown, HttpClient.HttpClient>]>([
    ["omise", layers.omise],
    ["stancer", layers.stancer],
    ["stancer", stancerV2]
  ])("%s: retrieve", ([provider, layer]) =>
    Effect.gen(function* () {
      const { result: error } = yield* over(layer, [deleted], Effect.flip(Customers.retrieve("2")))
      assert.deepInclude(error, { _tag: "NotFound", provider, operation: "retrieve", customerId: "2" })
      assert.isUndefined(error.status)
      for (const body of [there, unmarked]) {
        const { result } = yield* over(layer, [body], Customers.retrieve(body.id))
        assert.strictEqual(result.id, body.id)
      }
    })
  )

  it.effect("omise: an update of metadata, which writes nothing then", () =>
    Effect.gen(function* () {
      const update = Effect.flip(Customers.update("2", { name: "Jane" }))
      const { result: error, requests } = yield* over(layers.omise, [deleted], update)
      assert.deepInclude(error, {
        _tag: "NotFound",
        provider: "omise",
        operation: "update",
        customerId: "2"
      })
      assert.deepStrictEqual(
        requests.map(({ method }) => method),
        ["GET"]
      )
    })
  )

  it.effect.each<
    [
      name: string,
      layer: Layer.Layer<Customers.List | Customers.Find, unknown, HttpClient.HttpClient>,
      body: object,
      use: Stream.Stream<Customers.Customer, unknown, Customers.List | Customers.Find>
    ]
  >([
    ["omise: stream", layers.omise, omiseList(3, rows), Customers.stream()],
    ["omise: findByEmail", layers.omise, omiseSearch(1, rows), Customers.findByEmail("a@b.c")],
    ["stancer: stream", stancerV2, stancerList(false, rows), Customers.stream()],
    ["stancer: findByEmail", stancerV2, stancerList(false, rows), Customers.findByEmail("a@b.c")]
  ])("%s", ([, layer, body, use]) =>
    Effect.gen(function* () {
      const { result } = yield* over(layer, [body], Stream.runCollect(use))
      assert.deepStrictEqual(idsOf(result), ["1", "3"])
    })
  )

  it.effect("omise: searchStream", () =>
    Effect.gen(function* () {
      const use = Stream.runCollect(Customers.searchStream("a"))
      const { result } = yield* over(layers.omise, [omiseSearch(1, rows)], use)
      assert.deepStrictEqual(idsOf(result), ["1", "3"])
    })
  )

  /** Two pages; what the second is asked with tells how many rows the first had. */
  const twoPages = <R>(list: (from?: Customers.Cursor) => Effect.Effect<Customers.Page, unknown, R>) =>
    Effect.gen(function* () {
      const first = yield* list()
      const second = yield* list(Option.getOrThrow(first.next))
      return [idsOf(first.customers), idsOf(second.customers)]
    })

  it.effect("omise: list, whose cursor counts it", () =>
    Effect.gen(function* () {
      const { result, requests } = yield* over(
        layers.omise,
        [omiseList(5, rows), { ...omiseList(5, [...rows.slice(-1), { ...deleted, id: "4" }]), offset: 2 }],
        twoPages((from) => Customers.list({ from, limit: 3 }))
      )
      assert.deepStrictEqual(result, [["1", "3"], []])
      assert.deepStrictEqual(requests[1]?.query, { offset: "2", limit: "4" })
    })
  )

  it.effect("omise: a page of none but deleted ones is not the last", () =>
    Effect.gen(function* () {
      const { result } = yield* over(
        layers.omise,
        [
          omiseList(2, [deleted]),
          omiseList(2, [deleted, there]),
          omiseSearch(2, [deleted]),
          omiseSearch(2, [there])
        ],
        Effect.all([
          twoPages((from) => Customers.list({ from })),
          twoPages((from) => Customers.search("a", { from }))
        ])
      )
      assert.deepStrictEqual(result, [
        [[], ["1"]],
        [[], ["1"]]
      ])
    })
  )

  it.effect("omise: search, whose pages keep their size", () =>
    Effect.gen(function* () {
      const { per_page: _, ...unsized } = omiseSearch(2, rows)
      const { result, requests } = yield* over(
        layers.omise,
        [unsized, omiseSearch(2, [])],
        twoPages((from) => Customers.search("a", { from }))
      )
      assert.deepStrictEqual(result, [["1", "3"], []])
      assert.deepInclude(requests[1]?.query, { page: "2", per_page: "3" })
    })
  )

  it.effect("stancer: list, whose cursor counts it", () =>
    Effect.gen(function* () {
      const { result, requests } = yield* over(
        stancerV2,
        [stancerList(true, rows), stancerList(false, [...rows.slice(-1), { ...deleted, id: "4" }])],
        twoPages((from) => Customers.list({ from, limit: 3 }))
      )
      assert.deepStrictEqual(result, [["1", "3"], []])
      assert.deepStrictEqual(requests[1]?.query, { start: "2", limit: "4" })
    })
  )

  it.effect("native services show it", () =>
    Effect.gen(function* () {
      const { result } = yield* over(
        layers.omise,
        [deleted, omiseList(3, rows)],
        Effect.flatMap(Omise.Omise, (omise) => Effect.all([omise.retrieve("2"), omise.list()]))
      )
      const [one, { customers }] = result
      assert.deepStrictEqual(
        [one, ...customers].map((customer) => customer.deleted),
        [true, false, true, false]
      )
      const lists = yield* over(
        stancerV2,
        [deleted, stancerList(false, rows)],
        Effect.all([
          Effect.flatMap(Stancer.Stancer, (stancer) => stancer.retrieve("2")),
          Effect.flatMap(Stancer.StancerV2, (stancer) => stancer.list())
        ])
      )
      deepStrictEqual(lists.result[0].deleted, Option.some(true))
      assert.lengthOf(lists.result[1].customers, 3)
    })
  )
})

describe("where a list begins", () => {
  const page = (total: number, offset: number, ...ids: ReadonlyArray<string>): FixedAnswer => ({
    status: 200,
    body: { data: ids.map((id) => ({ id })), offset, limit: 2, total }
  })
  const found = (pages: number, perPage: number | null, ...ids: ReadonlyArray<string>): FixedAnswer => ({
    status: 200,
    body: { data: ids.map((id) => ({ id })), page: 1, per_page: perPage, total: 9, total_pages: pages }
  })

  /** What Omise is asked with, over these answers. */
  const asked = <A, E>(
    answers: ReadonlyArray<FixedAnswer>,
    use: Effect.Effect<A, E, Customers.List | Customers.Search | Customers.Find>
  ) => {
    const client = recording(answers)
    return use.pipe(
      Effect.provide(Layer.provide(layers.omise, client.layer)),
      Effect.map(() => client.requests.map(({ query: { scope: _, ...query } }) => query))
    )
  }
  const next = (page: Customers.Page) => Option.getOrThrow(page.next)

  it.effect("Omise's list: at the cursor, of its size or the one that is given", () =>
    Effect.gen(function* () {
      const program = Effect.gen(function* () {
        const from = next(yield* Customers.list({ limit: 2 }))
        yield* Customers.list({ from })
        yield* Customers.list({ from, limit: 5 })
        yield* Stream.runCollect(Customers.stream({ from }))
      })
      const rest = page(3, 1, "2", "3")
      assert.deepStrictEqual(yield* asked([page(3, 0, "1", "2"), rest, rest, rest], program), [
        { offset: "0", limit: "2" },
        { offset: "1", limit: "3" },
        { offset: "1", limit: "6" },
        { offset: "1", limit: "3" }
      ])
    })
  )

  it.effect("Omise's search: at the cursor, always of the size that it began with", () =>
    Effect.gen(function* () {
      const program = Effect.gen(function* () {
        const from = next(yield* Customers.search("John", { limit: 2 }))
        yield* Customers.search("John", { from, limit: 5 })
        yield* Stream.runCollect(Customers.searchStream("John", { from, limit: 5 }))
      })
      assert.deepStrictEqual(
        yield* asked([found(2, 30, "1", "2"), found(2, 30, "3"), found(2, 30, "3")], program),
        [
          { query: "John", page: "1", per_page: "2" },
          { query: "John", page: "2", per_page: "2" },
          { query: "John", page: "2", per_page: "2" }
        ]
      )
    })
  )

  it.effect("Omise's search goes on with the size that Omise names, or with the rows that came", () =>
    Effect.gen(function* () {
      for (const [perPage, size] of [
        [30, "30"],
        [null, "3"]
      ] as const) {
        const program = Effect.gen(function* () {
          yield* Customers.search("John", { from: next(yield* Customers.search("John")) })
        })
        assert.deepStrictEqual(yield* asked([found(2, perPage, "1", "2", "3"), found(2, perPage)], program), [
          { query: "John", page: "1" },
          { query: "John", page: "2", per_page: size }
        ])
      }
    })
  )

  it.effect.each<
    [
      name: string,
      answer: FixedAnswer,
      use: Effect.Effect<Customers.Page, unknown, Customers.List | Customers.Search>
    ]
  >([
    ["a list without rows", page(0, 0), Customers.list()],
    ["a list with all rows", page(2, 0, "1", "2"), Customers.list()],
    ["a search without rows", found(2, 30), Customers.search("John")],
    ["a search's last page", found(1, 30, "1"), Customers.search("John")]
  ])("nothing comes after %s", ([, answer, use]) =>
    Effect.gen(function* () {
      const client = recording([answer])
      const { next } = yield* Effect.provide(use, Layer.provide(layers.omise, client.layer))
      assert.isTrue(Option.isNone(next))
    })
  )

  it.effect("a page without rows that says more follow is no page: it is asked for again", () =>
    Effect.gen(function* () {
      const range = { start: 0, limit: 10, has_more: true }
      const empty = { status: 200, body: { range, customers: [] } }
      const client = recording([empty, { status: 200, body: { range, customers: [{ id: "1" }] } }])
      const { customers } = yield* Effect.provide(Customers.list(), Layer.provide(stancerV2, client.layer))
      assert.deepStrictEqual(
        customers.map(({ id }) => id),
        ["1"]
      )
      const never = recording(Array.from({ length: 100 }, () => empty))
      const error = yield* Effect.flip(
        Effect.provide(Customers.list(), Layer.provide(stancerV2, never.layer))
      )
      assert.deepInclude(error, { _tag: "UnexpectedResponse", provider: "stancer", operation: "list" })
      assert.lengthOf(never.requests, 100)
    })
  )

  it.effect("Omise is asked for those who match from the oldest on, as many at a time as it gives", () =>
    Effect.gen(function* () {
      const seen = yield* asked([found(1, 100, "1")], Stream.runDrain(Customers.findByEmail("a@b.c")))
      assert.deepStrictEqual(seen, [{ query: "a@b.c", order: "chronological", page: "1", per_page: "100" }])
    })
  )

  it.effect("a cursor of a list is none of a search, and bePaid gives none", () =>
    Effect.gen(function* () {
      const client = recording([page(3, 0, "1")])
      const refused = yield* Effect.gen(function* () {
        const from = next(yield* Customers.list())
        return {
          search: yield* Effect.flip(Customers.search("John", { from })),
          searchStream: yield* Effect.flip(Stream.runDrain(Customers.searchStream("John", { from }))),
          bepaid: yield* Effect.flip(Customers.list({ from })).pipe(
            Effect.provide(Layer.provide(layers.bepaid, client.layer))
          )
        }
      }).pipe(Effect.provide(Layer.provide(layers.omise, client.layer)))
      for (const [name, provider, operation] of [
        ["search", "omise", "search"],
        ["searchStream", "omise", "search"],
        ["bepaid", "bepaid", "list"]
      ] as const) {
        assert.deepInclude(refused[name], { _tag: "ValidationFailed", provider, operation, origin: "client" })
      }
      assert.lengthOf(client.requests, 1)
    })
  )
})
