/** Bodies of Omise's errors, each code among them, with what is to be read from them when the data is refused. */
import documented from "../fixtures/omise/error-not-found.404.json" with { type: "json" }

export const omiseError = (code: unknown, message: unknown) => ({
  object: "error",
  location: `https://www.omise.co/api-errors#${code}`,
  code,
  message
})

export const errorBodies: ReadonlyArray<{
  readonly name: string
  readonly body: unknown
  readonly errors: Readonly<Record<string, ReadonlyArray<string>>>
  readonly code?: string
  readonly detail?: string
}> = [
  {
    name: "the documented one",
    body: documented,
    errors: { base: [documented.message] },
    code: "not_found",
    detail: documented.message
  },
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
  ].map(([code = "", field = ""]) => ({
    name: code,
    body: omiseError(code, "it is refused"),
    errors: { [field]: ["it is refused"] },
    code,
    detail: "it is refused"
  })),
  // The codes that name none.
  ...[
    "bad_request",
    "invalid_charge",
    "authentication_failure",
    "locked_out",
    "backend_error",
    "documents_locked",
    "a code that comes later"
  ].map((code) => ({
    name: code,
    body: omiseError(code, "it is refused"),
    errors: { base: ["it is refused"] },
    code,
    detail: "it is refused"
  })),
  {
    name: "a code that names a parameter, without a message",
    body: omiseError("used_token", null),
    errors: { card: ["used_token"] },
    code: "used_token"
  },
  { name: "another code without a message", body: { code: "bad_request" }, errors: {}, code: "bad_request" },
  {
    name: "a message without a code",
    body: { object: "error", message: "no" },
    errors: { base: ["no"] },
    detail: "no"
  },
  { name: "code and message of other types", body: omiseError(7, ["no"]), errors: {} },
  {
    name: "a message that looks like a code",
    body: omiseError(null, "used_token"),
    errors: { base: ["used_token"] },
    detail: "used_token"
  },
  {
    name: "a code that objects have of their own",
    body: omiseError("constructor", "no"),
    errors: { base: ["no"] },
    code: "constructor",
    detail: "no"
  },
  { name: "an empty object", body: {}, errors: {} },
  { name: "an empty body", body: "", errors: {} },
  { name: "HTML", body: "<html><h1>400</h1></html>", errors: {} },
  { name: "an array", body: [documented], errors: {} }
]
