/**
 * What can be read is read, whatever stands in the other optional fields: for each kind of answer, a documented one with
 * any JSON in some of them. The judge is the Schema, which is strict: it tells which fields are odd, and what is left.
 */
import { assert, describe, it } from "@effect/vitest"
import * as Equal from "effect/Equal"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as FastCheck from "fast-check"
import * as Exit from "#line/Exit"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import {
  latestCard,
  latestCardPage,
  latestCustomer,
  latestPage,
  latestSchedulePage
} from "../../src/providers/omise/wire.js"
import { latestPage as latestStancerPage } from "../../src/providers/stancer/wire.js"
import { observe } from "../canary/evidence.js"
import bepaidCustomer from "../fixtures/bepaid/create.201.json" with { type: "json" }
import bepaidList from "../fixtures/bepaid/list.200.json" with { type: "json" }
import cards from "../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import customer from "../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import deleted from "../fixtures/omise/deleted.2019-05-29.json" with { type: "json" }
import list from "../fixtures/omise/list.json" with { type: "json" }
import schedules from "../fixtures/omise/schedules.2019-05-29.json" with { type: "json" }
import search from "../fixtures/omise/search.json" with { type: "json" }
import stancerCustomer from "../fixtures/stancer/customer.json" with { type: "json" }
import { casesOf } from "../support/sample.js"
import { answer, scripted } from "../support/scripted.js"
import { bepaid, omise, stancer, type Use } from "../telemetry/calls.js"

type Place = ReadonlyArray<string>

interface Kind {
  readonly use: Use
  /** What the provider documents. */
  readonly answer: unknown
  /** What reads the answer strictly. */
  readonly strictly: (json: unknown) => Result.Result<unknown, unknown>
  /** Where its optional fields stand. */
  readonly places: ReadonlyArray<Place>
  /** Where an `id` stands that is needed. */
  readonly id: Place
}

const strictly =
  <A, I>(schema: Schema.Codec<A, I>, latest: (json: unknown) => unknown = (json) => json) =>
  (json: unknown) =>
    Schema.decodeUnknownResult(schema)(latest(json))

/** The fields of an object at a place, but for some. */
const fieldsOf = (at: Place, object: object, except: ReadonlyArray<string> = []): ReadonlyArray<Place> =>
  Object.keys(object)
    .filter((key) => !["object", "id", ...except].includes(key))
    .map((key) => [...at, key])

const cardKeys = cards.data[0] ?? {}
const customerPlaces = (at: Place, except: ReadonlyArray<string> = []): ReadonlyArray<Place> => [
  ...fieldsOf(at, customer, except),
  ...fieldsOf([...at, "cards"], customer.cards, ["data"]),
  ...fieldsOf([...at, "cards", "data", "0"], { ...cardKeys, email: "" })
]
const bepaidFields = { ...bepaidCustomer, external_id: "" }
const stancerFields = { ...stancerCustomer, external_id: "", country: "", deleted: false, date_birth: "" }
const page = { location: "", order: "", from: "", to: "" }
const schedule = schedules.data[0]
const scheduleFields = { ...schedule, state: "", execute_time: "" }

const stancerV2 = (use: (service: Stancer.ServiceV2) => Effect.Effect<unknown, unknown>): Use =>
  Effect.flatMap(Stancer.makeV2({ secretKey: Redacted.make("stest_Zk3yQ9w8vJ7hX6r2mFt") }), use)

const kinds: Readonly<Record<string, Kind>> = {
  "a customer of bePaid": {
    use: bepaid((service) => service.create({ email: "a@example.com", ip: "127.0.0.1" })),
    answer: bepaidCustomer,
    strictly: strictly(BePaid.Customer),
    places: fieldsOf([], bepaidFields),
    id: ["id"]
  },
  "bePaid's list": {
    use: bepaid((service) => Effect.map(service.list(), ({ customers }) => customers)),
    answer: bepaidList,
    strictly: strictly(Schema.byValue(Schema.Array(BePaid.Customer))),
    places: [...fieldsOf(["0"], bepaidFields), ...fieldsOf(["1"], bepaidFields)],
    id: ["1", "id"]
  },
  "a customer of Omise": {
    use: omise((service) => service.create({})),
    answer: customer,
    strictly: strictly(Omise.Customer, latestCustomer),
    places: customerPlaces([]),
    id: ["id"]
  },
  "a page of Omise": {
    use: omise((service) => service.list()),
    answer: list,
    strictly: strictly(Omise.CustomerPage, latestPage),
    places: [...customerPlaces(["data", "0"]), ...fieldsOf(["data", "1"], customer), ...fieldsOf([], page)],
    id: ["data", "1", "id"]
  },
  "a search of Omise": {
    use: omise((service) => service.search()),
    answer: search,
    strictly: strictly(Omise.CustomerSearchPage, latestPage),
    places: [
      ...customerPlaces(["data", "0"]),
      ...fieldsOf([], search, ["data", "page", "per_page", "total", "total_pages"])
    ],
    id: ["data", "0", "id"]
  },
  "a deleted customer of Omise": {
    use: omise((service) => service.delete(deleted.id)),
    answer: deleted,
    strictly: strictly(Omise.DeletedCustomer, latestCustomer),
    places: fieldsOf([], deleted, ["deleted"]),
    id: ["id"]
  },
  "a card of Omise": {
    use: omise((service) => service.cards.retrieve(customer.id, "card_test_5xtrb7wxyq8vmkfr3a1")),
    answer: cards.data[0],
    strictly: strictly(Omise.Card, latestCard),
    places: fieldsOf([], { ...cardKeys, email: "" }),
    id: ["id"]
  },
  "a page of cards": {
    use: omise((service) => service.cards.list(customer.id)),
    answer: cards,
    strictly: strictly(Omise.CardPage, latestCardPage),
    places: [
      ...fieldsOf(["data", "0"], cardKeys),
      ...fieldsOf(["data", "1"], cardKeys),
      ...fieldsOf([], page)
    ],
    id: ["data", "0", "id"]
  },
  "a page of schedules": {
    use: omise((service) => service.schedules.list(customer.id)),
    answer: schedules,
    strictly: strictly(Omise.SchedulePage, latestSchedulePage),
    places: [
      ...fieldsOf(["data", "0"], scheduleFields),
      ...fieldsOf(["data", "0", "charge"], schedule?.charge ?? {}),
      ...fieldsOf([], page)
    ],
    id: ["data", "0", "id"]
  },
  "a customer of Stancer": {
    use: stancer((service) => service.create({ email: "david@example.net" })),
    answer: stancerCustomer,
    strictly: strictly(Stancer.Customer),
    places: fieldsOf([], stancerFields),
    id: ["id"]
  },
  "a page of Stancer": {
    use: stancerV2((service) => service.list()),
    answer: {
      range: { start: 0, limit: 10, has_more: false, end: 1, count: 2 },
      customers: [stancerCustomer, stancerCustomer]
    },
    strictly: strictly(Stancer.CustomerPage, latestStancerPage),
    places: [
      ...fieldsOf(["customers", "0"], stancerFields),
      ...fieldsOf(["customers", "1"], stancerFields),
      ["range", "end"],
      ["range", "count"]
    ],
    id: ["customers", "1", "id"]
  }
}

/** JSON with texts and numbers that can be looked for. */
const markers = ["zebedee.quagmire", "918273645.5"]
const json = FastCheck.letrec((tie) => ({
  leaf: FastCheck.oneof(
    FastCheck.string().map((text) => `${markers[0]}${text}`),
    FastCheck.constantFrom<unknown>(918_273_645.5, true, false, "2025-03-20T09:12:01", 1e300)
  ),
  value: FastCheck.oneof(
    { depthSize: "small" },
    tie("leaf"),
    FastCheck.array(tie("value"), { maxLength: 3 }),
    FastCheck.dictionary(
      FastCheck.constantFrom("email", "__proto__", `${markers[0]}@example.com`, "a"),
      tie("value"),
      { maxKeys: 3 }
    )
  )
})).value

/** The value with another one at a place. */
const changed = (value: unknown, [key, ...rest]: Place, by: unknown): unknown => {
  if (key === undefined) return by
  if (Array.isArray(value))
    return value.map((item, index) => (String(index) === key ? changed(item, rest, by) : item))
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : []
  const at = inner.find(([name]) => name === key)?.[1]
  return Object.fromEntries([...inner.filter(([name]) => name !== key), [key, changed(at, rest, by)]])
}

type Change = readonly [place: Place, by: unknown]

const withAll = (value: unknown, changes: ReadonlyArray<Change>): unknown =>
  changes.reduce((before, [place, by]) => changed(before, place, by), value)

const isInside = (inner: Place, outer: Place): boolean =>
  inner.length > outer.length && outer.every((key, index) => inner[index] === key)

/** An expanded object stands for its id: it is another form, not an odd one. */
const isExpanded = ([place, by]: Change): boolean =>
  ["default_card", "card", "customer"].includes(place.at(-1) ?? "") &&
  typeof by === "object" &&
  !Array.isArray(by)

/** A few changes, none inside of another. */
const changesOf = ({ places }: Kind): FastCheck.Arbitrary<ReadonlyArray<Change>> =>
  FastCheck.uniqueArray(FastCheck.tuple(FastCheck.constantFrom(...places), json), {
    maxLength: 6,
    selector: ([place]) => place.join(".")
  }).map((all) =>
    all.filter((change) => !isExpanded(change) && all.every(([other]) => !isInside(change[0], other)))
  )

const run = (use: Use, body: unknown) =>
  observe(Effect.exit(Effect.provide(use, scripted([answer(200, body)]).layer)))

const attribute = "payment.response.unread"

describe.each(Object.entries(kinds))("%s", (_, kind) => {
  const isOdd = ([place, by]: Change) => Result.isFailure(kind.strictly(changed(kind.answer, place, by)))

  const shown = (evidence: ReadonlyArray<{ readonly where: string; readonly text: string }>) => {
    for (const { where, text } of evidence)
      for (const marker of markers) assert.notInclude(text, marker, where)
    const named = evidence.filter(({ where }) => where.endsWith(`, ${attribute}`)).map(({ text }) => text)
    return {
      // on the operation's span, and on the event that the logger of spans makes of the debug line
      names: [...new Set(named)].flatMap((text) => text.slice(attribute.length + 1).split(", ")),
      lines: evidence.filter(
        ({ where, text }) => where.endsWith(", an event") && text.endsWith(": fields not read")
      ).length
    }
  }

  it("is read without its odd fields, and the span and one debug line name them", async () => {
    let some = 0
    const law = async (changes: ReadonlyArray<Change>) => {
      const odd = changes.filter(isOdd)
      const { exit, evidence } = await Effect.runPromise(run(kind.use, withAll(kind.answer, changes)))
      const left = withAll(
        withAll(kind.answer, changes),
        odd.map(([place]): Change => [place, null])
      )
      if (Exit.isFailure(exit))
        return assert.fail(`it was not read: ${odd.map(([place]) => place.join("."))}`)
      assert.isTrue(Equal.equals(exit.value, Result.getOrThrow(kind.strictly(left))))
      const { names, lines } = shown(evidence)
      assert.sameMembers(
        names,
        // the range of Stancer's pages is read with the page
        odd.map(([place]) => place.filter((step) => step !== "range").join("."))
      )
      assert.strictEqual(lines, odd.length > 0 ? 1 : 0)
      some += odd.length
    }
    await FastCheck.assert(FastCheck.asyncProperty(changesOf(kind), law), { numRuns: casesOf(40) })
    assert.isAbove(some, 0)
  })

  it("is not read without the id, and nothing of it is shown", async () => {
    const law = async (changes: ReadonlyArray<Change>) => {
      const body = changed(withAll(kind.answer, changes), kind.id, null)
      const { exit, evidence } = await Effect.runPromise(run(kind.use, body))
      assert.isTrue(Exit.isFailure(exit) && String(exit).includes("UnexpectedResponse"))
      assert.deepStrictEqual(shown(evidence), { names: [], lines: 0 })
    }
    await FastCheck.assert(FastCheck.asyncProperty(changesOf(kind), law), { numRuns: casesOf(15) })
  })
})
