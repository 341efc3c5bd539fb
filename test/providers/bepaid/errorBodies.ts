/** Every body of an error that has been seen in an API of bePaid, with the map and the words that are to be read from it. */
import invalid from "../../fixtures/bepaid/create-invalid.422.json" with { type: "json" }
import type { ErrorBody } from "../../support/mapper.js"

export const errorBodies: ReadonlyArray<ErrorBody> = [
  ["1: the documented refusal", invalid, invalid.errors, invalid.message],
  [
    "2: a map under base, message last",
    { errors: { base: ["Currency is invalid"] }, message: "Currency is invalid" },
    { base: ["Currency is invalid"] },
    "Currency is invalid"
  ],
  [
    "3: nested keys",
    {
      errors: { plan: { base: ["plan with this ID doesn't exist for this account"] } },
      message: "Plan plan with this ID doesn't exist for this account"
    },
    { "plan.base": ["plan with this ID doesn't exist for this account"] },
    "Plan plan with this ID doesn't exist for this account"
  ],
  [
    "4: a message alone",
    { message: "Invalid shop_id/secret_key." },
    { base: ["Invalid shop_id/secret_key."] },
    "Invalid shop_id/secret_key."
  ],
  ["5: a message of one word", { message: "Unauthorized" }, { base: ["Unauthorized"] }, "Unauthorized"],
  ["5: not found", { message: "Not found." }, { base: ["Not found."] }, "Not found."],
  [
    "6: wrapped, nested",
    {
      response: { message: "Token does not exist.", errors: { credit_card: { token: ["does not exist"] } } }
    },
    { "credit_card.token": ["does not exist"] },
    "Token does not exist."
  ],
  [
    "7: wrapped, no map",
    { response: { message: "Record not found" } },
    { base: ["Record not found"] },
    "Record not found"
  ],
  ["8: an array of maps", { errors: [{ type: ["is missing"] }] }, { type: ["is missing"] }],
  ["8: a string", { errors: "is temporarily unavailable" }, { base: ["is temporarily unavailable"] }],
  ["8: an array of strings", { errors: ["is invalid", "is late"] }, { base: ["is invalid", "is late"] }],
  [
    "a field with one string instead of a list",
    { errors: { email: "is invalid" } },
    { email: ["is invalid"] }
  ],
  [
    "the same field in two rows",
    { errors: [{ ip: ["is invalid"] }, { ip: ["can't be blank"] }] },
    { ip: ["is invalid", "can't be blank"] }
  ],
  ["numbers and truths as messages", { errors: { zip: [7, true] } }, { zip: ["7", "true"] }],
  ["null for the map", { message: "No.", errors: null }, { base: ["No."] }, "No."],
  ["an empty map", { message: "No.", errors: {} }, {}, "No."],
  ["null for the message", { message: null, errors: { ip: ["no"] } }, { ip: ["no"] }],
  [
    "a name that objects have of their own",
    { errors: { constructor: ["no"], toString: ["no"] } },
    { constructor: ["no"], toString: ["no"] }
  ],
  [
    "__proto__ as a field is dropped, at any depth",
    JSON.parse('{"errors":{"__proto__":["no"],"plan":{"__proto__":["no"],"id":["yes"]}}}'),
    { "plan.id": ["yes"] }
  ],
  ["9: an empty object", {}, {}],
  ["9: an empty body", "", {}],
  ["9: HTML", "<html><h1>422</h1></html>", {}],
  ["9: null", "null", {}],
  ["9: an array", [{ message: "No." }], {}],
  [
    "errors nested 100000 deep in arrays",
    `{"message":"No.","errors":${"[".repeat(100_000)}"x"${"]".repeat(100_000)}}`,
    {},
    "No."
  ],
  [
    "errors nested 100000 deep in objects",
    `{"message":"No.","errors":${'{"a":'.repeat(100_000)}"x"${"}".repeat(100_000)}}`,
    {},
    "No."
  ],
  [
    "a body that is wrapped 100000 times",
    `${'{"response":'.repeat(100_000)}{"message":"No."}${"}".repeat(100_000)}`,
    {}
  ]
]
