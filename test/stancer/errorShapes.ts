/** Every shape of an error's body that Stancer's SDKs tell apart, with what is to be read from it. */
import unauthorized from "../fixtures/stancer/unauthorized.401.json" with { type: "json" }

const existing = "cust_9Cle7TXKkjhwqcWx4Kl5cQYk"

/** A name that somebody may choose. */
const planted = `cust_${"a".repeat(24)}`

const exists = "Customer already exists, you may want to update it instead creating a new one"

interface ErrorShape {
  readonly name: string
  readonly body: unknown
  readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  readonly detail?: string
  readonly code?: string
  readonly existingId?: string
}

/** What was sent, a 409 that may repeat it, and whose id it is. */
export const conflicts: ReadonlyArray<{
  readonly name: string
  readonly sent: Readonly<Record<string, string>>
  readonly message: unknown
  readonly existingId: string | undefined
}> = [
  {
    name: "a name of the form of an id, before the id",
    sent: { name: planted },
    message: `${planted} already exists (${existing})`,
    existingId: existing
  },
  {
    name: "an external id and a name of the form of an id, before the id",
    sent: { name: `J. ${planted}`, externalId: `cust_${"b".repeat(24)}` },
    message: `${planted} with cust_${"b".repeat(24)} is ${existing}`,
    existingId: existing
  },
  {
    name: "an e-mail address that is repeated in small letters",
    sent: { email: `CUST_${"A".repeat(24)}@example.com` },
    message: `${planted}@example.com already exists (${existing})`,
    existingId: existing
  },
  {
    name: "a name of the form of an id, and no other",
    sent: { name: planted },
    message: `${planted} already exists`,
    existingId: undefined
  },
  {
    name: "the first of two ids that were not sent",
    sent: { name: "John" },
    message: `not ${existing} but ${planted}`,
    existingId: existing
  },
  {
    name: "an id of its own goes before one in the words",
    sent: { name: "John" },
    message: { error: `not ${planted}`, id: existing },
    existingId: existing
  },
  {
    name: "an id of its own that was sent, and one in the words",
    sent: { name: planted },
    message: { error: `${exists} (${existing})`, id: planted },
    existingId: existing
  },
  {
    name: "an id of its own in brackets that was sent, and none in the words",
    sent: { name: planted },
    message: { error: exists, id: `(${planted})` },
    existingId: undefined
  },
  {
    name: "an id of its own of another form that was sent",
    sent: { externalId: "c-1" },
    message: { error: exists, id: "c-1" },
    existingId: undefined
  },
  {
    name: "an id of its own with a quotation mark in it that was sent",
    sent: { externalId: 'c"1' },
    message: { error: exists, id: 'c"1' },
    existingId: undefined
  },
  {
    name: "an id of its own of another form that was not sent",
    sent: { externalId: "c-2" },
    message: { error: exists, id: "c-1" },
    existingId: "c-1"
  },
  {
    name: "an id in the sentence of its field, after a name of the form of an id",
    sent: { name: planted },
    message: { id: `${planted} is ${existing}` },
    existingId: existing
  }
]

export const errorShapes: ReadonlyArray<ErrorShape> = [
  {
    name: "A: type and message",
    body: unauthorized,
    errors: { base: ["You are not authorized to access that resource"] },
    detail: "You are not authorized to access that resource",
    code: "invalid_request_error"
  },
  { name: "B: a message", body: { error: { message: "no" } }, errors: { base: ["no"] }, detail: "no" },
  {
    name: "B: a message that names an id",
    body: { error: { message: `${exists} (${existing})` } },
    errors: { base: [`${exists} (${existing})`] },
    detail: `${exists} (${existing})`,
    existingId: existing
  },
  {
    name: "B: a message that names what is no id",
    body: { error: { message: "cust_id is wrong, cust_9Cle7TX too" } },
    errors: { base: ["cust_id is wrong, cust_9Cle7TX too"] },
    detail: "cust_id is wrong, cust_9Cle7TX too"
  },
  {
    name: "C: a message under error",
    body: { error: { message: { error: "no" } } },
    errors: { base: ["no"] },
    detail: "no"
  },
  {
    name: "D: a message under id",
    body: { error: { message: { id: `No such customer ${existing}` } } },
    errors: { id: [`No such customer ${existing}`] },
    detail: `No such customer ${existing}`,
    existingId: existing
  },
  {
    name: "D: a number under id",
    body: { error: { message: { id: 42 } } },
    errors: { id: ["42"] },
    detail: "42",
    existingId: "42"
  },
  {
    name: "D: an id of a form that nobody documents",
    body: { error: { message: { id: "c-1" } } },
    errors: { id: ["c-1"] },
    detail: "c-1",
    existingId: "c-1"
  },
  {
    name: "D: words under id that name no id",
    body: { error: { message: { id: "is unknown" } } },
    errors: { id: ["is unknown"] },
    detail: "is unknown"
  },
  {
    name: "D: an id beside an error that is null",
    body: { error: { message: { error: null, id: existing } } },
    errors: { id: [existing] },
    detail: existing,
    existingId: existing
  },
  {
    name: "E: error and id",
    body: { error: { message: { error: exists, id: existing } } },
    errors: { base: [exists] },
    detail: exists,
    existingId: existing
  },
  {
    name: "E: the id's own field goes before an id in the words",
    body: { error: { message: { error: "not cust_000000000000000000000000", id: 7 } } },
    errors: { base: ["not cust_000000000000000000000000"] },
    detail: "not cust_000000000000000000000000",
    existingId: "7"
  },
  {
    name: "E: with a field's message beside it",
    body: { error: { message: { error: "no", id: existing, email: "is taken" } } },
    errors: { base: ["no"], email: ["is taken"] },
    detail: "no, is taken",
    existingId: existing
  },
  {
    name: "F: a field and its message",
    body: { error: { message: { email: "is invalid" } } },
    errors: { email: ["is invalid"] },
    detail: "is invalid"
  },
  {
    name: "F: fields, one with a list, one nested",
    body: {
      error: {
        type: "invalid_request_error",
        message: { email: ["is invalid", "is taken"], address: { city: "no" } }
      }
    },
    errors: { email: ["is invalid", "is taken"], "address.city": ["no"] },
    detail: "is invalid, is taken, no",
    code: "invalid_request_error"
  },
  { name: "G: a text", body: { error: "no" }, errors: { base: ["no"] }, detail: "no" },
  {
    name: "H: one place and its message",
    body: { detail: [{ loc: ["body", "email"], msg: "value is not valid", type: "value_error" }] },
    errors: { email: ["value is not valid"] },
    detail: "value is not valid"
  },
  {
    name: "H: several, nested, in a query, and one of the whole body",
    body: {
      detail: [
        { loc: ["body", "email"], msg: "too short" },
        { loc: ["body", "billing_address", 0, "city"], msg: "missing" },
        { loc: ["query", "limit"], msg: "too big" },
        { loc: ["body", "email"], msg: "no @" },
        { loc: ["body"], msg: "no object" }
      ]
    },
    errors: {
      email: ["too short", "no @"],
      "billing_address.0.city": ["missing"],
      limit: ["too big"],
      base: ["no object"]
    },
    detail: "too short, no @, missing, too big, no object"
  },
  {
    name: "H: without a place, without a message, no object",
    body: { detail: [{ msg: "no" }, { loc: 7, msg: "never" }, { loc: ["body", "email"] }, "what"] },
    errors: { base: ["no", "never"] },
    detail: "no, never"
  },
  {
    name: "H: places with what is no text, and with names that begin or end as a part of the request does",
    body: {
      detail: [
        null,
        { loc: ["body", null, "", " ", { a: 1 }, "email"], msg: "no" },
        { loc: ["body_type"], msg: "never" },
        { loc: ["full_path", "x"], msg: "not ever" }
      ]
    },
    errors: { email: ["no"], body_type: ["never"], "full_path.x": ["not ever"] },
    detail: "no, never, not ever"
  },
  {
    name: "H: a text beside an error that is null",
    body: { error: null, detail: "Not Found" },
    errors: { base: ["Not Found"] },
    detail: "Not Found"
  },
  {
    name: "H: a text",
    body: { detail: "Not Found" },
    errors: { base: ["Not Found"] },
    detail: "Not Found"
  },
  { name: "I: empty", body: "", errors: {} },
  { name: "I: HTML", body: "<html><h1>400</h1></html>", errors: {} },
  { name: "I: a bare string", body: '"no"', errors: { base: ["no"] }, detail: "no" },
  { name: "I: JSON without error", body: { message: "no" }, errors: {} },
  { name: "I: an array", body: [{ error: "no" }], errors: {} },
  { name: "an error that is null", body: { error: null }, errors: {} },
  { name: "a message that is null", body: { error: { message: null } }, errors: {} },
  { name: "an empty message", body: { error: { message: {} } }, errors: {} },
  {
    name: "a type that is no text",
    body: { error: { type: 7, message: "no" } },
    errors: { base: ["no"] },
    detail: "no"
  },
  {
    name: "names that objects have of their own",
    body: { error: { message: { constructor: "no", toString: "never" } } },
    errors: { constructor: ["no"], toString: ["never"] },
    detail: "no, never"
  },
  {
    name: "__proto__ as a field is dropped",
    body: '{"error":{"message":{"__proto__":"no","email":"yes"}}}',
    errors: { email: ["yes"] },
    detail: "yes"
  },
  {
    name: "__proto__ as a place is dropped",
    body: { detail: [{ loc: ["body", "__proto__"], msg: "no" }] },
    errors: {}
  },
  {
    name: "a message nested 100000 deep",
    body: `{"error":{"message":${'{"a":'.repeat(100_000)}"x"${"}".repeat(100_000)}}}`,
    errors: {}
  }
]
