/** What is sent to Stancer in either version of its API, held against its documentation; what is refused is not sent. */
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as Stancer from "effect-payment-customers/Stancer"
import * as DateTime from "#line/DateTime"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import customer from "../../fixtures/stancer/customer.json" with { type: "json" }
import type { FixedAnswer } from "../../support/recording.js"
import { answer, breakOff, cut, refused, reset } from "../../support/scripted.js"
import {
  describeIds,
  describeRefused,
  describeRepeated,
  describeSent,
  describeStreamed,
  exchange,
  failsAfter,
  type Refused,
  type Sender,
  type Sent,
  type Use
} from "../../support/sends.js"

const testKey = "stest_0123456789abcdefghijklmn"
const liveKey = Redacted.make("sprod_0123456789abcdefghijklmn")

const id = customer.id
const email = "david@example.net"

type V2 = Stancer.Service & Stancer.ServiceV2

const common = {
  api: "https://api.stancer.com",
  // User name: the key; password: empty.
  headers: { authorization: `Basic ${btoa(`${testKey}:`)}` }
}

const v1: Sender<Stancer.Service, Stancer.Options> = {
  ...common,
  make: (options) => Stancer.make({ secretKey: Redacted.make(testKey), ...options }),
  body: (method) => (method === "PATCH" || method === "DELETE" ? undefined : customer)
}

const v2: Sender<V2, Stancer.Options> = {
  ...common,
  make: (options) => Stancer.makeV2({ secretKey: Redacted.make(testKey), ...options }),
  body: (method, path) =>
    method === "GET" && path === "/v2/customers/"
      ? { range: { start: 0, limit: 10, has_more: false }, customers: [customer] }
      : v1.body(method, path)
}

const david = { email, mobile: "+33639980102", name: "David Coaster" }
const longest = { email: "e".repeat(64), mobile: "1".repeat(16), name: "n".repeat(64) }
const undefineds = { mobile: undefined, name: undefined, externalId: undefined, liveMode: undefined }

/** What v1's create takes, what becomes of it, and with which key. */
const inputs: ReadonlyArray<
  readonly [name: string, input: Stancer.CreateInput, body: unknown, secretKey?: Redacted.Redacted]
> = [
  ["what is documented", david, david],
  [
    "every field",
    { ...david, externalId: "7b1e", liveMode: false },
    { ...david, external_id: "7b1e", live_mode: false }
  ],
  ["an e-mail alone", { email }, { email }],
  ["a mobile alone", { mobile: "+33639980102" }, { mobile: "+33639980102" }],
  ["fields that are undefined are not sent", { email, ...undefineds }, { email }],
  ["live_mode of a live key", { email, liveMode: true }, { email, live_mode: true }, liveKey],
  [
    "any live_mode where the key does not tell its mode",
    { email, liveMode: true },
    { email, live_mode: true },
    Redacted.make("a-key-of-an-emulator")
  ],
  [
    "the shortest of each",
    { email: "a@b.c", mobile: "12345678", name: "Léo", externalId: "" },
    { email: "a@b.c", mobile: "12345678", name: "Léo", external_id: "" }
  ],
  [
    "the longest of each",
    { ...longest, externalId: "x".repeat(36) },
    { ...longest, external_id: "x".repeat(36) }
  ],
  [
    "a name of 64 emoji is 64 characters long",
    { email, name: "🦫".repeat(64) },
    { email, name: "🦫".repeat(64) }
  ],
  [
    "malformed values are Stancer's to judge",
    { email: "no e-mail", mobile: "no mobile" },
    { email: "no e-mail", mobile: "no mobile" }
  ]
]

describeSent("v1's create sends", { ...v1, headers: {} }, [
  ...inputs.map(
    ([name, input, body, secretKey]): Sent<Stancer.Service, Stancer.Options> => [
      name,
      ({ create }) => create(input),
      "POST /v1/customers/",
      body,
      secretKey && { secretKey }
    ]
  )
])

describeSent("each operation of v1 sends what the documentation shows", v1, [
  ["create", ({ create }) => create(david), "POST /v1/customers/", david],
  ["retrieve", ({ retrieve }) => retrieve(id), `GET /v1/customers/${id}`],
  [
    "update",
    ({ update }) => update(id, { name: "David Rower", externalId: "7b1e" }),
    `PATCH /v1/customers/${id}`,
    { name: "David Rower", external_id: "7b1e" }
  ],
  ["delete", (stancer) => stancer.delete(id), `DELETE /v1/customers/${id}`]
])

const ofV2 = { country: "FR", billing: "addr_1", shipping: "addr_2", birth: "1981-02-03", legal: "552081317" }

describeSent("each operation of v2 sends what the description shows", v2, [
  [
    "create with every field",
    ({ create }) =>
      create({
        ...david,
        externalId: "7b1e",
        country: ofV2.country,
        billingAddress: ofV2.billing,
        shippingAddress: ofV2.shipping,
        dateBirth: ofV2.birth,
        legalId: ofV2.legal
      }),
    "POST /v2/customers/",
    {
      ...david,
      external_id: "7b1e",
      country: ofV2.country,
      billing_address: ofV2.billing,
      shipping_address: ofV2.shipping,
      date_birth: ofV2.birth,
      legal_id: ofV2.legal
    }
  ],
  [
    "create with the shortest of each",
    ({ create }) => create({ email: "", mobile: "1234", name: "Léo", externalId: "1" }),
    "POST /v2/customers/",
    { email: "", mobile: "1234", name: "Léo", external_id: "1" }
  ],
  [
    "create without fields that are undefined",
    ({ create }) => create({ email, country: undefined, liveMode: undefined }),
    "POST /v2/customers/",
    { email }
  ],
  ["retrieve", ({ retrieve }) => retrieve(id), `GET /v2/customers/${id}`],
  [
    "update",
    ({ update }) => update(id, { country: "DE", legalId: "1" }),
    `PATCH /v2/customers/${id}`,
    { country: "DE", legal_id: "1" }
  ],
  ["delete", (stancer) => stancer.delete(id), `DELETE /v2/customers/${id}`],
  ["list", ({ list }) => list(), "GET /v2/customers/"],
  [
    "list with every option, the time in whole seconds",
    ({ list }) =>
      list({
        created: DateTime.makeUnsafe("2018-10-03T10:22:54.900Z"),
        externalId: "7b1e",
        email: "david+1@example.net",
        name: "David & Co",
        country: "FR",
        legalId: "552",
        start: 20,
        limit: 100
      }),
    "GET /v2/customers/?created=1538562174&external_id=7b1e&email=david%2B1%40example.net&name=David+%26+Co&country=FR&legal_id=552&start=20&limit=100"
  ],
  [
    "list without options that are undefined",
    ({ list }) => list({ created: undefined, email: undefined, start: 0, limit: 1 }),
    "GET /v2/customers/?start=0&limit=1"
  ],
  [
    "stream",
    ({ stream }) => Stream.runDrain(stream({ country: "FR" })),
    "GET /v2/customers/?country=FR&start=0"
  ]
])

describe("what confirms an update and a delete", () => {
  const confirmations: ReadonlyArray<readonly [name: string, answer: FixedAnswer]> = [
    ["204", { status: 204 }],
    ["200 without a body", { status: 200 }],
    ["200 with {}", { status: 200, body: {} }],
    ["200 with the customer", { status: 200, body: customer }]
  ]
  it.effect.each(confirmations)("%s", ([, confirmation]) =>
    Effect.gen(function* () {
      const updated = yield* exchange(v1, [confirmation], ({ update }) => update(id, { name: "David" }))
      const deleted = yield* exchange(v1, [confirmation], (stancer) => stancer.delete(id))
      assert.deepStrictEqual(
        [Result.isSuccess(updated.result), Result.isSuccess(deleted.result)],
        [true, true]
      )
    })
  )
})

const long = (from: number, to: number) => [`must be ${from} to ${to} characters long`]
const most = (to: number) => [`must be at most ${to} characters long`]

type Errors = Refused<never, never>[3]
type Broken = readonly [name: string, fields: Stancer.UpdateInput, errors: Errors]

/** A create and an update with fields that break a rule. */
const broken = (fields: ReadonlyArray<Broken>): ReadonlyArray<Refused<Stancer.Service, Stancer.Options>> =>
  fields.flatMap(([name, given, errors]) => [
    ["create", name, ({ create }) => create({ email, ...given }), errors],
    ["update", name, ({ update }) => update(id, given), errors]
  ])

const noContact = { base: ["must have an email or a mobile"] }
const noChange = { base: ["must have a field to change"] }
const otherMode = { live_mode: ["must be left out, or be the mode of the secret key"] }
const noText = ["must be a string"]
const notKnown = (version: string) => [`must be left out: API ${version} does not know it`]

/** What a JavaScript caller can give to a create. */
const creates: ReadonlyArray<
  readonly [name: string, input: unknown, errors: Errors, secretKey?: Redacted.Redacted]
> = [
  ["nothing", {}, noContact],
  ["neither e-mail nor mobile", { name: "David Coaster", externalId: "7b1e", email: undefined }, noContact],
  ["live, with a test key", { email, liveMode: true }, otherMode],
  ["test, with a live key", { email, liveMode: false }, otherMode, liveKey],
  ["two rules at once", { liveMode: true }, { ...noContact, ...otherMode }],
  ["null for an e-mail", { email: null }, { email: noText }],
  ["a number for a mobile", { mobile: 33639980102 }, { mobile: noText }],
  ["a text for a mode", { email, liveMode: "no" }, { live_mode: ["must be a boolean"] }]
]

/** What a JavaScript caller can give to an update. */
const patches: ReadonlyArray<readonly [name: string, patch: unknown, errors: Errors]> = [
  ["no field", {}, noChange],
  ["fields that are all undefined", { name: undefined, email: undefined }, noChange],
  ["a field that can't be changed", { liveMode: true, id: "cust_1" }, noChange],
  ["null does not clear a field", { name: null }, { name: noText }]
]

describeRefused("v1 refuses", v1, [
  ...broken([
    ["a name of two characters", { name: "Al" }, { name: long(3, 64) }],
    ["a name of two emoji", { name: "🦫🦫" }, { name: long(3, 64) }],
    ["a name of 65", { name: "n".repeat(65) }, { name: long(3, 64) }],
    ["an e-mail of 65", { email: `${"e".repeat(53)}@example.com` }, { email: long(5, 64) }],
    ["an e-mail of four", { email: "a@bc" }, { email: long(5, 64) }],
    ["a blank e-mail", { email: "" }, { email: long(5, 64) }],
    ["a mobile of 7", { mobile: "1234567" }, { mobile: long(8, 16) }],
    ["a mobile of 17", { mobile: "+1234567890123456" }, { mobile: long(8, 16) }],
    ["an external id of 37", { externalId: "x".repeat(37) }, { external_id: most(36) }],
    [
      "several at once",
      { email: "a@bc", mobile: "1234567", name: "Al" },
      { email: long(5, 64), mobile: long(8, 16), name: long(3, 64) }
    ],
    ["country, of v2", { country: "FR" }, { country: notKnown("v1") }],
    ["billing_address, of v2", { billingAddress: "addr_1" }, { billing_address: notKnown("v1") }],
    ["shipping_address, of v2", { shippingAddress: "addr_2" }, { shipping_address: notKnown("v1") }],
    ["date_birth, of v2", { dateBirth: "1981-02-03" }, { date_birth: notKnown("v1") }],
    ["legal_id, of v2", { legalId: "552081317" }, { legal_id: notKnown("v1") }]
  ]),
  ...creates.map(
    ([name, input, errors, secretKey]) =>
      [
        "create",
        name,
        ({ create }: Stancer.Service) => create(input as Stancer.CreateInput),
        errors,
        secretKey && { secretKey }
      ] as const
  ),
  ...patches.map(
    ([name, patch, errors]) =>
      [
        "update",
        name,
        ({ update }: Stancer.Service) => update(id, patch as Stancer.UpdateInput),
        errors
      ] as const
  )
])

const start = ["must be a whole number from 0"]
const limit = ["must be a whole number from 1 to 100"]

/** What a JavaScript caller can give to a list. */
const lists: ReadonlyArray<readonly [name: string, options: object, errors: Errors]> = [
  ["a start below 0", { start: -1 }, { start }],
  ["half a start", { start: 0.5 }, { start }],
  ...[0, 101, 2.5, Number.NaN].map((size) => [`a limit of ${size}`, { limit: size }, { limit }] as const),
  ["a limit as a text", { limit: "10" }, { limit: ["must be a number"] }],
  ["an e-mail that is null", { email: null }, { email: noText }],
  ["a time that is no DateTime", { created: 1538562174 }, { created: ["must be a DateTime.Utc instance"] }],
  ["several at once", { externalId: 7, start: -1, limit: 0 }, { external_id: noText, start, limit }]
]

describeRefused("v2 refuses", v2, [
  ...broken([
    ["an e-mail of 65", { email: `${"e".repeat(53)}@example.com` }, { email: most(64) }],
    ["a mobile of 17", { mobile: "+1234567890123456" }, { mobile: most(16) }],
    ["a name of 65", { name: "n".repeat(65) }, { name: most(64) }],
    ["an empty external id", { externalId: "" }, { external_id: long(1, 36) }],
    ["an external id of 37", { externalId: "x".repeat(37) }, { external_id: long(1, 36) }],
    [
      "several at once",
      { mobile: "1".repeat(17), name: "n".repeat(65) },
      { mobile: most(16), name: most(64) }
    ]
  ]),
  ["create", "live", ({ create }) => create({ email, liveMode: true }), { live_mode: notKnown("v2") }],
  ["create", "test", ({ create }) => create({ email, liveMode: false }), { live_mode: notKnown("v2") }],
  ["create", "neither e-mail nor mobile", ({ create }) => create({ legalId: "552081317" }), noContact],
  ["update", "no field", ({ update }) => update(id, {}), noChange],
  ...lists.flatMap(
    ([name, options, errors]): ReadonlyArray<Refused<V2, Stancer.Options>> => [
      ["list", name, ({ list }) => list(options), errors],
      ["list", `streamed: ${name}`, ({ stream }) => Stream.runDrain(stream(options)), errors]
    ]
  )
])

const update: (id: string) => Use<Stancer.Service> = (id) => (stancer) =>
  stancer.update(id, { name: "David" })
const remove: (id: string) => Use<Stancer.Service> = (id) => (stancer) => stancer.delete(id)

for (const [version, sender] of Object.entries({ v1, v2 })) {
  describe(version, () =>
    describeIds("stancer", sender, `/${version}/customers/`, [
      ["retrieve", "GET", (id) => (stancer) => stancer.retrieve(id)],
      ["update", "PATCH", update, { name: "David" }],
      ["delete", "DELETE", remove]
    ])
  )
}

describeRepeated(v1, [
  ["a create whose answer is lost: never", ({ create }) => create({ email }), [reset], "Unavailable"],
  [
    "an update whose answer is lost: it sets the same values",
    update(id),
    [reset, answer(502), answer(204)],
    "success"
  ],
  [
    "a delete whose answer is lost, and that had been carried out",
    remove(id),
    [breakOff(200, cut), answer(404)],
    "success"
  ],
  ["a delete that was certainly not sent, of nobody", remove(id), [refused, answer(404)], "NotFound"],
  ["a delete of nobody: no", remove(id), [answer(404)], "NotFound"],
  ["a conflict: no", ({ create }) => create({ email }), [answer(409)], "Conflict"]
])

/** A page of v2 with these letters for ids; what a server says of end and count decides nothing. */
const page = (has_more: boolean, ids = "", of: object = { end: 7, limit: 10, count: 3 }): FixedAnswer => ({
  status: 200,
  body: { range: { ...of, has_more }, customers: Array.from(ids, (id) => ({ id })) }
})
const bare = (body: object, ids: string): FixedAnswer => ({
  status: 200,
  body: { ...body, customers: Array.from(ids, (id) => ({ id })) }
})
const times = (count: number, query: string) => Array.from({ length: count }, () => query)

describeStreamed("a stream", v2, "/v2/customers/?", [
  ["asks for one page where that is all", [page(false, "ab")], ({ stream }) => stream(), "ab", ["start=0"]],
  [
    "of nothing asks once, whether the page is empty",
    [page(false)],
    ({ stream }) => stream(),
    "",
    ["start=0"]
  ],
  [
    "or is not found",
    [{ status: 404, body: { error: { message: "No such customer" } } }],
    ({ stream }) => stream({ email: "nobody@example.net" }),
    "",
    ["email=nobody%40example.net&start=0"]
  ],
  [
    "ends where the page after the last is not found, and nothing comes before it",
    [page(true, "ab"), { status: 404, body: { detail: "Not Found" } }, page(false, "ab"), page(false, "ab")],
    ({ stream }) => stream(),
    "ab",
    ["start=0", "start=1&limit=11", "start=0&limit=11", "start=0&limit=11"]
  ],
  [
    "begins each page with the last row of the one before, by the rows that came",
    [page(true, "ab"), page(true, "bc"), page(false, "cde")],
    ({ stream }) => stream({ limit: 3 }),
    "abcde",
    ["start=0&limit=3", "start=1&limit=4", "start=2&limit=4"]
  ],
  [
    "begins where it is told to, and keeps its filters",
    [page(true, "kl"), page(false, "lm")],
    ({ stream }) => stream({ country: "FR", start: 10, limit: 2 }),
    "klm",
    ["country=FR&start=10&limit=2", "country=FR&start=11&limit=3"]
  ],
  [
    "goes back until it meets a row that has come",
    [page(true, "abcd"), page(false, "gh"), page(false, "befgh")],
    ({ stream }) => stream({ limit: 4 }),
    "abcdefgh",
    ["start=0&limit=4", "start=3&limit=5", "start=0&limit=5"]
  ],
  [
    "asks no more than is taken",
    [page(true, "ab")],
    ({ stream }) => Stream.take(stream({ limit: 2 }), 2),
    "ab",
    ["start=0&limit=2"]
  ],
  [
    "asks for the second page for the third customer",
    [page(true, "ab"), page(true, "bcd")],
    ({ stream }) => Stream.take(stream({ limit: 2 }), 3),
    "abc",
    ["start=0&limit=2", "start=1&limit=3"]
  ],
  ["asks for nothing where nothing is taken", [], ({ stream }) => Stream.take(stream(), 0), "", []],
  [
    "gives a row once that a write has moved to the next page",
    [page(true, "ab"), page(false, "abc")],
    ({ stream }) => stream({ limit: 2 }),
    "abc",
    ["start=0&limit=2", "start=1&limit=3"]
  ],
  [
    "goes on while new rows come, where the server tells nothing and gives less than is asked for",
    [bare({ range: {} }, "ab"), bare({}, "bc"), bare({}, "c"), bare({}, "c")],
    ({ stream }) => stream({ limit: 10 }),
    "abc",
    ["start=0&limit=10", "start=1&limit=11", "start=2&limit=11", "start=2&limit=11"]
  ],
  [
    "is not ended by an empty page where rows have come",
    [page(true), page(true), page(true), page(false, "fg"), page(false), page(false, "fg")],
    ({ stream }) => stream({ limit: 5 }),
    "fg",
    [...times(3, "start=0&limit=5"), "start=5&limit=5", "start=0&limit=5", "start=5&limit=5"]
  ],
  [
    "goes on after a page that says that it is another one, and the last",
    [
      page(false, "e", { start: 4 }),
      page(true, "ab", { start: 0 }),
      page(false, "be", { start: 1 }),
      page(false, "be", { start: 1 })
    ],
    ({ stream }) => stream({ limit: 2 }),
    "eab",
    ["start=0&limit=2", "start=0&limit=3", ...times(2, "start=1&limit=3")]
  ]
])

describe("a stream that fails on a later page", () => {
  it.effect("fails after the customers before it", () =>
    failsAfter(
      v2,
      [page(true, "ab"), { status: 401 }],
      ({ stream }) => stream(),
      { _tag: "Unauthorized" },
      "ab"
    )
  )

  it.effect("fails where somebody else does not find it: the rest would be missing", () =>
    failsAfter(
      v2,
      [page(true, "ab"), { status: 404, body: "<html>404</html>" }],
      ({ stream }) => stream(),
      { _tag: "UnexpectedResponse", status: 404, outcome: "Refused" },
      "ab"
    )
  )
})
