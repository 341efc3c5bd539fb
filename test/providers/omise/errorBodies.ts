/** Bodies of Omise's errors, each code among them, with what is to be read from them when the data is refused. */
import documented from "../../fixtures/omise/error-not-found.404.json" with { type: "json" }
import type { ErrorBody } from "../../support/mapper.js"

export const omiseError = (code: unknown, message: unknown) => ({
  object: "error",
  location: `https://www.omise.co/api-errors#${code}`,
  code,
  message
})

export const errorBodies: ReadonlyArray<ErrorBody> = [
  ["the documented one", documented, { base: [documented.message] }, documented.message, "not_found"],
  // The codes that name a parameter, and the parameter.
  ...[
    ["used_token", "card"],
    ["invalid_card_token", "card"],
    ["invalid_card", "card"],
    ["missing_card", "card"],
    ["invalid_page", "page"],
    ["invalid_scope", "scope"],
    ["invalid_filter", "filters"],
    ["invalid_filters", "filters"]
  ].map(
    ([code = "", field = ""]): ErrorBody => [code, omiseError(code, "no"), { [field]: ["no"] }, "no", code]
  ),
  // The codes that name none.
  ...[
    "bad_request",
    "invalid_charge",
    "authentication_failure",
    "locked_out",
    "backend_error",
    "documents_locked",
    "a code that comes later"
  ].map((code): ErrorBody => [code, omiseError(code, "no"), { base: ["no"] }, "no", code]),
  [
    "a code that names a parameter, without a message",
    omiseError("used_token", null),
    { card: ["used_token"] },
    undefined,
    "used_token"
  ],
  ["another code without a message", { code: "bad_request" }, {}, undefined, "bad_request"],
  ["a message without a code", { object: "error", message: "no" }, { base: ["no"] }, "no"],
  ["code and message of other types", omiseError(7, ["no"]), {}],
  [
    "a message that looks like a code",
    omiseError(null, "used_token"),
    { base: ["used_token"] },
    "used_token"
  ],
  [
    "a code that objects have of their own",
    omiseError("constructor", "no"),
    { base: ["no"] },
    "no",
    "constructor"
  ],
  ["an empty object", {}, {}],
  ["an empty body", "", {}],
  ["HTML", "<html><h1>400</h1></html>", {}],
  ["an array", [documented], {}]
]
