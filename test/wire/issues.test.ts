/** What a failed decoding or encoding says: where, and what was expected there. */

import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import { assert, describe, it } from "#line/test/vitest"
import { decoder, inputEncoder } from "../../src/wire/codec.js"
import { changesSomething, optional, received } from "../../src/wire/fields.js"
import { UtcFromIso } from "../../src/wire/instants.js"
import { answerOf } from "../support/mapper.js"

class Row extends Schema.Class<Row>("Row")({
  id: Schema.NonEmptyString,
  postalCode: received("postal_code", Schema.String),
  tags: received("tags", Schema.Array(Schema.String)),
  level: received("level", Schema.Literals(["low", "high"]))
}) {}

describe("decoder", () => {
  const issues = (json: unknown) =>
    Result.match(decoder(Schema.Array(Row))({ ...answerOf(200, ""), json }), {
      onFailure: (found) => found.map(({ path, expected }) => [path, expected]),
      onSuccess: () => []
    })

  it.each<[name: string, json: unknown, issues: ReadonlyArray<readonly [path: string, expected: string]>]>([
    ["a good one", [{ id: "1", postal_code: null, tags: ["a"] }], []],
    ["keys that nobody knows", [{ id: "1", more: true }], []],
    ["the whole", "rows", [["", "an array"]]],
    ["a row", [7], [["0", "an object"]]],
    ["a row's array", [{ id: "1", tags: "a" }], [["0.tags", "an array"]]],
    ["what stands in a row's array", [{ id: "1", tags: ["a", 7] }], [["0.tags.1", "a string"]]],
    ["a refined text", [{ id: "" }], [["0.id", "a non empty string"]]],
    ["a refined text of another type", [{ id: 7 }], [["0.id", "a string"]]],
    [
      "a missing field, a wrong one",
      [{ postal_code: 7 }],
      [
        ["0.id", "present"],
        ["0.postal_code", "a string"]
      ]
    ],
    // null and absence are other ways to have no value, and no words for what a value should be
    [
      "one of some texts",
      [{ id: "1", level: "medium" }],
      [
        ["0.level", '"low"'],
        ["0.level", '"high"']
      ]
    ]
  ])("%s", (_, json, expected) => {
    assert.deepStrictEqual<unknown>(issues(json), expected)
  })

  it("names the first twenty and no more", () => {
    const page = Array.from({ length: 30 }, () => ({}))
    assert.deepStrictEqual(
      issues(page),
      Array.from({ length: 20 }, (_, index) => [`${index}.id`, "present"])
    )
  })
})

describe("inputEncoder", () => {
  const Input = Schema.Struct({
    email: Schema.String,
    firstName: optional("first_name", Schema.String),
    filters: optional("filters", Schema.Struct({ createdAt: optional("created_at", Schema.Number) })),
    size: optional("size", Schema.Union([Schema.Number, Schema.Boolean])),
    since: optional("since", UtcFromIso)
  })
  /** What callers without types hand over too. */
  const encode = (input: unknown) =>
    inputEncoder(Input)({ provider: "bepaid", operation: "create" }, input as typeof Input.Type)

  it("writes an input in the wire's names, without what is undefined", () => {
    const sent = Result.getOrThrow(encode({ email: "a@example.com", firstName: "John", size: undefined }))
    assert.deepStrictEqual(Object.entries(sent), [
      ["email", "a@example.com"],
      ["first_name", "John"]
    ])
  })

  it.each<[name: string, input: unknown, errors: Readonly<Record<string, ReadonlyArray<string>>>]>([
    ["no input", undefined, { base: ["must be an object"] }],
    ["null", null, { base: ["must be an object"] }],
    ["a text", "email", { base: ["must be an object"] }],
    ["nothing in it", {}, { email: ["is required"] }],
    ["a required field that is undefined", { email: undefined }, { email: ["is required"] }],
    ["a field of another type", { email: "a", firstName: 7 }, { first_name: ["must be a string"] }],
    [
      "a field in a field",
      { email: "a", filters: { createdAt: "now" } },
      { "filters.created_at": ["must be a number"] }
    ],
    [
      "a field with a choice",
      { email: "a", size: "big" },
      { size: ["must be a number", "must be a boolean"] }
    ],
    [
      "a text for an instant",
      { email: "a", since: "2025-03-20T09:12:01Z" },
      { since: ["must be a DateTime.Utc instance"] }
    ],
    ["two fields", { firstName: null }, { email: ["is required"], first_name: ["must be a string"] }]
  ])("%s is refused", (_, input, errors) => {
    const error = Result.getOrThrow(Result.flip(encode(input)))
    assert.deepInclude(error, {
      _tag: "ValidationFailed",
      provider: "bepaid",
      operation: "create",
      origin: "client"
    })
    assert.deepStrictEqual({ ...error.errors }, errors)
  })

  it.each<[name: string, patch: object]>([
    ["nothing", {}],
    ["undefined", { name: undefined }],
    ["what nobody knows", { nickname: "John" }]
  ])("a patch of %s changes nothing", (_, patch) => {
    const encodePatch = inputEncoder(
      changesSomething(Schema.Struct({ name: optional("name", Schema.String) }))
    )
    const error = Result.getOrThrow(
      Result.flip(encodePatch({ provider: "omise", operation: "update" }, patch))
    )
    assert.deepStrictEqual({ ...error.errors }, { base: ["must be a patch that changes at least one field"] })
  })
})
