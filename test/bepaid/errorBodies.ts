/** Every body of an error that has been seen in an API of bePaid, with the map and the words that are to be read from it. */
import invalid from "../fixtures/bepaid/create-invalid.422.json" with { type: "json" }

export const errorBodies: ReadonlyArray<{
  readonly name: string
  readonly body: unknown
  readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  readonly detail?: string
}> = [
  { name: "1: the documented refusal", body: invalid, errors: invalid.errors, detail: invalid.message },
  {
    name: "2: a map under base, message last",
    body: { errors: { base: ["Currency is invalid"] }, message: "Currency is invalid" },
    errors: { base: ["Currency is invalid"] },
    detail: "Currency is invalid"
  },
  {
    name: "3: nested keys",
    body: {
      errors: { plan: { base: ["plan with this ID doesn't exist for this account"] } },
      message: "Plan plan with this ID doesn't exist for this account"
    },
    errors: { "plan.base": ["plan with this ID doesn't exist for this account"] },
    detail: "Plan plan with this ID doesn't exist for this account"
  },
  {
    name: "4: a message alone",
    body: { message: "Invalid shop_id/secret_key." },
    errors: { base: ["Invalid shop_id/secret_key."] },
    detail: "Invalid shop_id/secret_key."
  },
  {
    name: "5: a message of one word",
    body: { message: "Unauthorized" },
    errors: { base: ["Unauthorized"] },
    detail: "Unauthorized"
  },
  {
    name: "5: not found",
    body: { message: "Not found." },
    errors: { base: ["Not found."] },
    detail: "Not found."
  },
  {
    name: "6: wrapped, nested",
    body: {
      response: { message: "Token does not exist.", errors: { credit_card: { token: ["does not exist"] } } }
    },
    errors: { "credit_card.token": ["does not exist"] },
    detail: "Token does not exist."
  },
  {
    name: "7: wrapped, no map",
    body: { response: { message: "Record not found" } },
    errors: { base: ["Record not found"] },
    detail: "Record not found"
  },
  {
    name: "8: an array of maps",
    body: { errors: [{ type: ["is missing"] }] },
    errors: { type: ["is missing"] }
  },
  {
    name: "8: a string",
    body: { errors: "is temporarily unavailable" },
    errors: { base: ["is temporarily unavailable"] }
  },
  {
    name: "8: an array of strings",
    body: { errors: ["is invalid", "is late"] },
    errors: { base: ["is invalid", "is late"] }
  },
  {
    name: "a field with one string instead of a list",
    body: { errors: { email: "is invalid" } },
    errors: { email: ["is invalid"] }
  },
  {
    name: "the same field in two rows",
    body: { errors: [{ ip: ["is invalid"] }, { ip: ["can't be blank"] }] },
    errors: { ip: ["is invalid", "can't be blank"] }
  },
  {
    name: "numbers and truths as messages",
    body: { errors: { zip: [7, true] } },
    errors: { zip: ["7", "true"] }
  },
  {
    name: "null for the map",
    body: { message: "No.", errors: null },
    errors: { base: ["No."] },
    detail: "No."
  },
  { name: "an empty map", body: { message: "No.", errors: {} }, errors: {}, detail: "No." },
  { name: "null for the message", body: { message: null, errors: { ip: ["no"] } }, errors: { ip: ["no"] } },
  {
    name: "a name that objects have of their own",
    body: { errors: { constructor: ["no"], toString: ["no"] } },
    errors: { constructor: ["no"], toString: ["no"] }
  },
  {
    name: "__proto__ as a field is dropped, at any depth",
    body: JSON.parse('{"errors":{"__proto__":["no"],"plan":{"__proto__":["no"],"id":["yes"]}}}'),
    errors: { "plan.id": ["yes"] }
  },
  { name: "9: an empty object", body: {}, errors: {} },
  { name: "9: an empty body", body: "", errors: {} },
  { name: "9: HTML", body: "<html><h1>422</h1></html>", errors: {} },
  { name: "9: null", body: "null", errors: {} },
  { name: "9: an array", body: [{ message: "No." }], errors: {} },
  {
    name: "errors nested 100000 deep in arrays",
    body: `{"message":"No.","errors":${"[".repeat(100_000)}"x"${"]".repeat(100_000)}}`,
    errors: {},
    detail: "No."
  },
  {
    name: "errors nested 100000 deep in objects",
    body: `{"message":"No.","errors":${'{"a":'.repeat(100_000)}"x"${"}".repeat(100_000)}}`,
    errors: {},
    detail: "No."
  },
  {
    name: "a body that is wrapped 100000 times",
    body: `${'{"response":'.repeat(100_000)}{"message":"No."}${"}".repeat(100_000)}`,
    errors: {}
  }
]
