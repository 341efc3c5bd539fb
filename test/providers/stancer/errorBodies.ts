/** Every shape of an error's body that Stancer's SDKs tell apart, with what is to be read from it. */
import unauthorized from "../../fixtures/stancer/unauthorized.401.json" with { type: "json" }
import type { ErrorBody } from "../../support/mapper.js"

const existing = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"

/** A name that somebody may choose. */
const planted = `cust_${"a".repeat(24)}`

const exists = "Customer already exists, you may want to update it instead creating a new one"

/** What was sent, a 409 that may repeat it, and whose id it is. */
export const conflicts: ReadonlyArray<
  readonly [
    name: string,
    sent: Readonly<Record<string, string>>,
    message: unknown,
    existingId: string | undefined
  ]
> = [
  [
    "a name of the form of an id, before the id",
    { name: planted },
    `${planted} already exists (${existing})`,
    existing
  ],
  [
    "an external id and a name of the form of an id, before the id",
    { name: `J. ${planted}`, externalId: `cust_${"b".repeat(24)}` },
    `${planted} with cust_${"b".repeat(24)} is ${existing}`,
    existing
  ],
  [
    "an e-mail address that is repeated in small letters",
    { email: `CUST_${"A".repeat(24)}@example.com` },
    `${planted}@example.com already exists (${existing})`,
    existing
  ],
  ["a name of the form of an id, and no other", { name: planted }, `${planted} already exists`, undefined],
  ["the first of two ids that were not sent", { name: "John" }, `not ${existing} but ${planted}`, existing],
  [
    "an id of its own goes before one in the words",
    { name: "John" },
    { error: `not ${planted}`, id: existing },
    existing
  ],
  [
    "an id of its own that was sent, and one in the words",
    { name: planted },
    { error: `${exists} (${existing})`, id: planted },
    existing
  ],
  [
    "an id of its own in brackets that was sent, and none in the words",
    { name: planted },
    { error: exists, id: `(${planted})` },
    undefined
  ],
  [
    "an id of its own of another form that was sent",
    { externalId: "c-1" },
    { error: exists, id: "c-1" },
    undefined
  ],
  [
    "an id of its own with a quotation mark in it that was sent",
    { externalId: 'c"1' },
    { error: exists, id: 'c"1' },
    undefined
  ],
  [
    "an id of its own of another form that was not sent",
    { externalId: "c-2" },
    { error: exists, id: "c-1" },
    "c-1"
  ],
  [
    "an id in the sentence of its field, after a name of the form of an id",
    { name: planted },
    { id: `${planted} is ${existing}` },
    existing
  ]
]

export const errorBodies: ReadonlyArray<ErrorBody> = [
  [
    "A: type and message",
    unauthorized,
    { base: ["You are not authorized to access that resource"] },
    "You are not authorized to access that resource",
    "invalid_request_error"
  ],
  ["B: a message", { error: { message: "no" } }, { base: ["no"] }, "no"],
  [
    "B: a message that names an id",
    { error: { message: `${exists} (${existing})` } },
    { base: [`${exists} (${existing})`] },
    `${exists} (${existing})`,
    undefined,
    existing
  ],
  [
    "B: a message that names what is no id",
    { error: { message: "cust_id is wrong, cust_9Cle7TX too" } },
    { base: ["cust_id is wrong, cust_9Cle7TX too"] },
    "cust_id is wrong, cust_9Cle7TX too"
  ],
  ["C: a message under error", { error: { message: { error: "no" } } }, { base: ["no"] }, "no"],
  [
    "D: a message under id",
    { error: { message: { id: `No such customer ${existing}` } } },
    { id: [`No such customer ${existing}`] },
    `No such customer ${existing}`,
    undefined,
    existing
  ],
  ["D: a number under id", { error: { message: { id: 42 } } }, { id: ["42"] }, "42", undefined, "42"],
  [
    "D: an id of a form that nobody documents",
    { error: { message: { id: "c-1" } } },
    { id: ["c-1"] },
    "c-1",
    undefined,
    "c-1"
  ],
  [
    "D: words under id that name no id",
    { error: { message: { id: "is unknown" } } },
    { id: ["is unknown"] },
    "is unknown"
  ],
  [
    "D: an id beside an error that is null",
    { error: { message: { error: null, id: existing } } },
    { id: [existing] },
    existing,
    undefined,
    existing
  ],
  [
    "E: error and id",
    { error: { message: { error: exists, id: existing } } },
    { base: [exists] },
    exists,
    undefined,
    existing
  ],
  [
    "E: the id's own field goes before an id in the words",
    { error: { message: { error: "not cust_000000000000000000000000", id: 7 } } },
    { base: ["not cust_000000000000000000000000"] },
    "not cust_000000000000000000000000",
    undefined,
    "7"
  ],
  [
    "E: with a field's message beside it",
    { error: { message: { error: "no", id: existing, email: "is taken" } } },
    { base: ["no"], email: ["is taken"] },
    "no, is taken",
    undefined,
    existing
  ],
  [
    "F: a field and its message",
    { error: { message: { email: "is invalid" } } },
    { email: ["is invalid"] },
    "is invalid"
  ],
  [
    "F: fields, one with a list, one nested",
    {
      error: {
        type: "invalid_request_error",
        message: { email: ["is invalid", "is taken"], address: { city: "no" } }
      }
    },
    { email: ["is invalid", "is taken"], "address.city": ["no"] },
    "is invalid, is taken, no",
    "invalid_request_error"
  ],
  ["G: a text", { error: "no" }, { base: ["no"] }, "no"],
  [
    "H: one place and its message",
    { detail: [{ loc: ["body", "email"], msg: "value is not valid", type: "value_error" }] },
    { email: ["value is not valid"] },
    "value is not valid"
  ],
  [
    "H: several, nested, in a query, and one of the whole body",
    {
      detail: [
        { loc: ["body", "email"], msg: "too short" },
        { loc: ["body", "billing_address", 0, "city"], msg: "missing" },
        { loc: ["query", "limit"], msg: "too big" },
        { loc: ["body", "email"], msg: "no @" },
        { loc: ["body"], msg: "no object" }
      ]
    },
    {
      email: ["too short", "no @"],
      "billing_address.0.city": ["missing"],
      limit: ["too big"],
      base: ["no object"]
    },
    "too short, no @, missing, too big, no object"
  ],
  [
    "H: without a place, without a message, no object",
    { detail: [{ msg: "no" }, { loc: 7, msg: "never" }, { loc: ["body", "email"] }, "what"] },
    { base: ["no", "never"] },
    "no, never"
  ],
  [
    "H: places with what is no text, and with names that begin or end as a part of the request does",
    {
      detail: [
        null,
        { loc: ["body", null, "", " ", { a: 1 }, "email"], msg: "no" },
        { loc: ["body_type"], msg: "never" },
        { loc: ["full_path", "x"], msg: "not ever" }
      ]
    },
    { email: ["no"], body_type: ["never"], "full_path.x": ["not ever"] },
    "no, never, not ever"
  ],
  [
    "H: a text beside an error that is null",
    { error: null, detail: "Not Found" },
    { base: ["Not Found"] },
    "Not Found"
  ],
  ["H: a text", { detail: "Not Found" }, { base: ["Not Found"] }, "Not Found"],
  ["I: empty", "", {}],
  ["I: HTML", "<html><h1>400</h1></html>", {}],
  ["I: a bare string", '"no"', { base: ["no"] }, "no"],
  ["I: JSON without error", { message: "no" }, {}],
  ["I: an array", [{ error: "no" }], {}],
  ["an error that is null", { error: null }, {}],
  ["a message that is null", { error: { message: null } }, {}],
  ["an empty message", { error: { message: {} } }, {}],
  ["a type that is no text", { error: { type: 7, message: "no" } }, { base: ["no"] }, "no"],
  [
    "names that objects have of their own",
    { error: { message: { constructor: "no", toString: "never" } } },
    { constructor: ["no"], toString: ["never"] },
    "no, never"
  ],
  [
    "__proto__ as a field is dropped",
    '{"error":{"message":{"__proto__":"no","email":"yes"}}}',
    { email: ["yes"] },
    "yes"
  ],
  ["__proto__ as a place is dropped", { detail: [{ loc: ["body", "__proto__"], msg: "no" }] }, {}],
  [
    "a message nested 100000 deep",
    `{"error":{"message":${'{"a":'.repeat(100_000)}"x"${"}".repeat(100_000)}}}`,
    {}
  ]
]
