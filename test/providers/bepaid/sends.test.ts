/** What is sent to bePaid, held against its documentation; what is refused is not sent at all. */
import { assert, describe, it } from "@effect/vitest"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import customer from "../../fixtures/bepaid/create.201.json" with { type: "json" }
import documented from "../../fixtures/bepaid/create.request.json" with { type: "json" }
import invalidRequest from "../../fixtures/bepaid/create-invalid.request.json" with { type: "json" }
import listed from "../../fixtures/bepaid/list.200.json" with { type: "json" }
import {
  describeIds,
  describeRefused,
  describeSent,
  exchange,
  type Refused,
  type Sender,
  type Sent
} from "../../support/sends.js"

type Row = Sent<BePaid.Service, BePaid.Options>

const bepaid: Sender<BePaid.Service, BePaid.Options> = {
  make: (options) => BePaid.make({ shopId: "shop_id", secretKey: Redacted.make("secret_key"), ...options }),
  api: "https://api.bepaid.by",
  // What `curl -u shop_id:secret_key` sends.
  headers: { authorization: "Basic c2hvcF9pZDpzZWNyZXRfa2V5", accept: "application/json" },
  body: (method, path) => (method === "GET" && path.endsWith("/customers") ? listed : customer)
}

/** The documentation's create, in the library's names. */
const documentedInput: BePaid.CreateInput = {
  firstName: "John",
  lastName: "Doe",
  address: "1st Street",
  country: "US",
  city: "Denver",
  zip: "92006",
  state: "CO",
  phone: "+1-555-555-5555",
  email: "customer@example.com",
  ip: "127.0.0.1"
}

const required = { email: "customer@example.com", ip: "127.0.0.1" }

describeSent("each operation sends what the documentation shows", bepaid, [
  ["create", ({ create }) => create(documentedInput), "POST /customers", documented],
  ["retrieve", ({ retrieve }) => retrieve("cst_7aee5afb954c7ef7"), "GET /customers/cst_7aee5afb954c7ef7"],
  ["list", ({ list }) => list(), "GET /customers"],
  ["stream", ({ stream }) => Stream.runCollect(stream()), "GET /customers"],
  [
    "retrieve, below another base URL",
    ({ retrieve }) => retrieve("cst_1"),
    "GET https://pay.example.by/api/v1/customers/cst_1",
    undefined,
    { baseUrl: "https://pay.example.by/api/v1//" }
  ]
])

/** Inputs, and their bodies. */
const bodies: ReadonlyArray<readonly [name: string, input: BePaid.CreateInput, body: unknown]> = [
  ["the required fields alone", required, required],
  [
    "an external id, which later documentation has",
    { ...required, externalId: "order-42" },
    { ...required, external_id: "order-42" }
  ],
  [
    "fields that are undefined are not sent",
    { ...required, firstName: undefined, phone: undefined, externalId: undefined },
    required
  ],
  ["blank values are sent", { email: "", ip: "" }, { email: "", ip: "" }],
  [
    "so are blank optional ones",
    { ...required, firstName: "", state: " " },
    { ...required, first_name: "", state: " " }
  ],
  [
    "malformed values are sent as they are",
    { email: "no e-mail", ip: "999.1", country: "Belarus", zip: "?", phone: "none", state: "Minsk" },
    { email: "no e-mail", ip: "999.1", country: "Belarus", zip: "?", phone: "none", state: "Minsk" }
  ],
  [
    "a US customer without zip or state, which bePaid judges",
    { ...required, country: "US" },
    { ...required, country: "US" }
  ],
  [
    "an external id of 256 characters",
    { ...required, externalId: "x".repeat(256) },
    { ...required, external_id: "x".repeat(256) }
  ],
  [
    "white space, line breaks, Cyrillic and emoji",
    { email: " A@EXAMPLE.BY ", ip: "::1", lastName: "Ку́пала\nЯнка", city: "Мінск 🦬" },
    { email: " A@EXAMPLE.BY ", ip: "::1", last_name: "Ку́пала\nЯнка", city: "Мінск 🦬" }
  ]
]

describeSent(
  "the body of a create",
  bepaid,
  bodies.map(([name, input, body]): Row => [name, ({ create }) => create(input), "POST /customers", body])
)

const missing = ["is required"]
const noText = ["must be a string"]

/** What a JavaScript caller can give. */
const noInputs: ReadonlyArray<readonly [name: string, input: unknown, errors: Refused<never, never>[3]]> = [
  ["the documentation's invalid example", invalidRequest, { ip: missing }],
  ["no email", { ip: "127.0.0.1" }, { email: missing }],
  ["no ip", { email: "a@example.com" }, { ip: missing }],
  ["neither", {}, { email: missing, ip: missing }],
  ["undefined for ip", { ...required, ip: undefined }, { ip: missing }],
  ["null for email", { ...required, email: null }, { email: noText }],
  ["a number for ip", { ...required, ip: 2130706433 }, { ip: noText }],
  ["a number for a phone", { ...required, phone: 375291234567 }, { phone: noText }],
  ["null for what has another name on the wire", { ...required, externalId: null }, { external_id: noText }],
  ["no input", undefined, { base: ["must be an object"] }],
  ["null", null, { base: ["must be an object"] }],
  ["an id", "cst_7aee5afb954c7ef7", { base: ["must be an object"] }],
  ["an array", [required], { email: missing, ip: missing }]
]

describeRefused(
  "input that is no customer is refused and not sent",
  bepaid,
  noInputs.map(([name, input, errors]) => [
    "create",
    name,
    ({ create }) => create(input as BePaid.CreateInput),
    errors
  ])
)

describeIds("bepaid", bepaid, "/customers/", [
  [
    "retrieve",
    "GET",
    (id) =>
      ({ retrieve }) =>
        retrieve(id)
  ]
])

describe("the headers", () => {
  const created = [{ status: 201, body: customer }]

  it.effect("are these and no other: no trace, no cookie", () =>
    Effect.gen(function* () {
      const { requests } = yield* exchange(bepaid, created, ({ create }) =>
        Effect.withSpan(create(required), "a traced program")
      )
      assert.deepStrictEqual(Object.keys(requests[0]?.headers ?? {}).sort(), [
        "accept",
        "accept-encoding",
        "authorization",
        "content-length",
        "content-type",
        "user-agent"
      ])
    })
  )

  it.effect("have the secret as UTF-8, colons and all", () =>
    Effect.gen(function* () {
      const options = { shopId: "361", secretKey: Redacted.make("clé:🔑") }
      const { requests } = yield* exchange(bepaid, created, ({ create }) => create(required), options)
      const expected = `Basic ${Buffer.from("361:clé:🔑", "utf8").toString("base64")}`
      assert.strictEqual(requests[0]?.headers.authorization, expected)
    })
  )
})
