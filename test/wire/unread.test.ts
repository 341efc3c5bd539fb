/** How an answer is read whose optional fields are not all of their form. */

// chai's deep equality, which is `assert`'s, takes Option.none() and any Option.some() for equal
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schema from "#line/test/Schema"
import { assert, describe, it } from "#line/test/vitest"
import { decoder } from "../../src/wire/codec.js"
import { defaulted, received, required, rows } from "../../src/wire/fields.js"
import { UtcFromIso } from "../../src/wire/instants.js"
import { declined, type Reader } from "../../src/wire/reader.js"
import { readerOf, reading } from "../../src/wire/readers.js"
import { answerOf } from "../support/mapper.js"

class Tag extends Schema.Class<Tag>("Tag")({
  id: Schema.NonEmptyString,
  text: received("text", Schema.String)
}) {}

class Row extends Schema.Class<Row>("Row")({
  id: Schema.NonEmptyString,
  email: received("email", Schema.String),
  postalCode: received("postal_code", Schema.String),
  createdAt: received("created_at", UtcFromIso),
  level: defaulted("level", Schema.Number, () => 0),
  labels: received("labels", rows(Schema.String)),
  tag: received("tag", Tag),
  tags: received("tags", rows(Tag)),
  size: received("size", Schema.Union([Schema.Number, Schema.Literal("big")]))
}) {}

class Page extends Schema.Class<Page>("Page")({
  total: Schema.Int,
  order: received("order", Schema.String),
  rows: required("data", rows(Row))
}) {}

const read = <A, I>(schema: Schema.Codec<A, I>, json: unknown, needed: ReadonlyArray<string> = []) => {
  const told: Array<ReadonlyArray<string>> = []
  const result = decoder(schema)({ ...answerOf(200, ""), json }, needed, {
    unread: (paths) => told.push(paths)
  })
  assert.isAtMost(told.length, 1)
  return { result, unread: told[0] }
}

const issuesOf = (result: Result.Result<unknown, ReadonlyArray<{ readonly path: string }>>) =>
  Result.isFailure(result) ? Result.getOrThrow(Result.flip(result)).map(({ path }) => path) : undefined

describe("a field that can't be read", () => {
  it.each<[name: string, json: object, least: object, unread: ReadonlyArray<string>]>([
    ["of another type", { email: 7 }, {}, ["email"]],
    ["by its name on the wire", { postal_code: [] }, {}, ["postal_code"]],
    ["a time without its offset", { created_at: "2025-03-20T09:12:01" }, {}, ["created_at"]],
    ["with a default", { level: "high" }, { level: 0 }, ["level"]],
    ["an element of an array", { labels: ["a", 7] }, {}, ["labels"]],
    ["of an object in a field", { tag: { id: "1", text: {} } }, { tag: { id: "1" } }, ["tag.text"]],
    [
      "of an object in an array in a field",
      { tags: [{ id: "1" }, { id: "2", text: 7 }] },
      { tags: [{ id: "1" }, { id: "2" }] },
      ["tags.1.text"]
    ],
    ["an object without its id", { tag: { text: "a" } }, {}, ["tag"]],
    ["an object without its id, and more of it", { tag: { text: 7 } }, {}, ["tag"]],
    ["an array with an object without its id", { tags: [{ id: "1", text: 7 }, {}] }, {}, ["tags"]],
    ["that no reader but the Schema's reads", { size: "small" }, {}, ["size"]],
    ["two of them", { email: [], level: "7", labels: ["a"] }, { labels: ["a"] }, ["email", "level"]]
  ])("%s", (_, json, least, unread) => {
    const end = read(Row, { id: "1", ...json })
    deepStrictEqual(Result.getOrThrow(end.result), Schema.decodeUnknownSync(Row)({ id: "1", ...least }))
    assert.deepStrictEqual(end.unread, unread)
  })

  it("of a row of a page", () => {
    const data = [{ id: "1" }, { id: "2", email: 7, tags: [{ id: "a", text: 7 }] }]
    const { result, unread } = read(Page, { total: 2, order: 7, data })
    const page = Result.getOrThrow(result)
    deepStrictEqual([page.order, page.rows[1]?.email], [Option.none(), Option.none()])
    assert.strictEqual(page.rows.length, 2)
    assert.deepStrictEqual(unread, ["order", "data.1.email", "data.1.tags.0.text"])
  })

  it("is told of nobody where there is none", () => {
    assert.isUndefined(read(Row, { id: "1", email: "a", labels: null, more: 7 }).unread)
  })

  it("has its name from the Schema, whatever the wire holds", () => {
    const json: unknown = JSON.parse(
      '{"id":"1","__proto__":{"email":7},"a@example.com":7,"email":{"a@example.com":1}}'
    )
    const { result, unread } = read(Row, json)
    deepStrictEqual(Result.getOrThrow(result).email, Option.none())
    assert.deepStrictEqual(unread, ["email"])
  })

  it("may be 100000 deep", () => {
    const json: unknown = JSON.parse(`{"id":"1","email":${"[".repeat(100_000)}${"]".repeat(100_000)}}`)
    assert.deepStrictEqual(read(Row, json).unread, ["email"])
  })

  it("is named among the first twenty", () => {
    const data = Array.from({ length: 30 }, (_, index) => ({ id: String(index), email: 7 }))
    const { result, unread } = read(Page, { total: 30, data })
    assert.strictEqual(Result.getOrThrow(result).rows.length, 30)
    assert.deepStrictEqual(
      unread,
      Array.from({ length: 20 }, (_, index) => `data.${index}.email`)
    )
  })

  it("past the first twenty is left out too, with what is inside of it", () => {
    const data = Array.from({ length: 30 }, (_, index) => ({
      id: String(index),
      email: 7,
      tags: [{ text: 7 }]
    }))
    const { result, unread } = read(Page, { total: 30, data })
    assert.isTrue(Result.getOrThrow(result).rows.every(({ tags }) => Option.isNone(tags)))
    assert.strictEqual(unread?.length, 20)
    assert.deepStrictEqual(unread?.slice(-2), ["data.9.email", "data.9.tags"])
  })
})

describe("what is needed fails as a whole, with all that is wrong", () => {
  it.each<[name: string, json: unknown, issues: ReadonlyArray<string>]>([
    ["the id of a row", { total: 1, data: [{ id: "1" }, { email: 7 }] }, ["data.1.id", "data.1.email"]],
    ["a row", { total: 1, data: [null] }, ["data.0"]],
    ["a field of the page", { total: "1", data: [] }, ["total"]],
    ["the rows", { total: 1, data: {} }, ["data"]],
    ["the page", [], [""]]
  ])("%s", (_, json, issues) => {
    const { result, unread } = read(Page, json)
    assert.deepStrictEqual(issuesOf(result), issues)
    assert.isUndefined(unread)
  })

  it("a field of a row, where the call asks for it; other fields are still left out", () => {
    const rows: ReadonlyArray<[row: object, issues: ReadonlyArray<string> | undefined]> = [
      [{ email: 7 }, ["email"]],
      [{ email: 7, level: "a" }, ["email", "level"]],
      [{ email: null }, undefined],
      [{}, undefined],
      [{ level: "a" }, undefined]
    ]
    for (const [row, issues] of rows) {
      const page = { total: 1, data: [{ id: "1" }, { id: "2", ...row }] }
      assert.deepStrictEqual(issuesOf(read(Row, { id: "2", ...row }, ["email"]).result), issues)
      assert.deepStrictEqual(
        issuesOf(read(Page, page, ["email"]).result),
        issues?.map((path) => `data.1.${path}`)
      )
    }
  })

  it("a field of that name in an object of the row is none of the row's", () => {
    const { result, unread } = read(Row, { id: "1", tag: { id: "2", text: 7 } }, ["text"])
    assert.isTrue(Result.isSuccess(result))
    assert.deepStrictEqual(unread, ["tag.text"])
  })
})

describe("the Schemas", () => {
  it("refuse what an answer may hold", () => {
    for (const json of [
      { id: "1", email: 7 },
      { id: "1", tag: {} }
    ]) {
      assert.isTrue(Result.isSuccess(read(Row, json).result))
      assert.isTrue(Result.isFailure(Schema.decodeUnknownResult(Row)(json)))
      assert.strictEqual(readerOf(Row)(json), declined)
    }
  })
})

it("a page whose rows are all odd is read once more, not once for each", () => {
  let reads = 0
  const counted: Reader = (json) => {
    reads += 1
    return typeof json === "string" ? json : declined
  }
  const Counted = reading(Schema.String.pipe(Schema.annotate({ description: "a text" })), counted)
  class Odd extends Schema.Class<Odd>("Odd")({
    id: Schema.String,
    a: received("a", Counted),
    b: received("b", Counted)
  }) {}
  const page = (length: number) => Array.from({ length }, (_, index) => ({ id: String(index), a: 7, b: 7 }))
  for (const length of [1, 100]) {
    reads = 0
    assert.isTrue(Result.isSuccess(read(rows(Odd), page(length)).result))
    // the quick way leaves a row at its first odd field
    assert.strictEqual(reads, length + 2 * length)
  }
})
