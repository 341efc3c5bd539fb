/** How an error map of whatever nesting becomes field → messages. */
import { assert, describe, it } from "#line/test/vitest"
import { flattenErrors } from "../../src/wire/errorMap.js"

const inArrays = (depth: number): unknown => (depth === 0 ? "no" : [inArrays(depth - 1)])
const inObjects = (depth: number): unknown => (depth === 0 ? "no" : { a: inObjects(depth - 1) })

describe("flattenErrors", () => {
  it.each<[name: string, map: unknown, errors: Readonly<Record<string, ReadonlyArray<string>>>]>([
    ["nothing", undefined, {}],
    ["null", null, {}],
    ["a text", "no", { base: ["no"] }],
    ["an empty text", "", { base: [""] }],
    ["false and zero", [false, 0], { base: ["false", "0"] }],
    ["fields, in their order", { ip: "no", email: ["a", "b"] }, { ip: ["no"], email: ["a", "b"] }],
    ["a field of null", { ip: null, email: [null, "no"] }, { email: ["no"] }],
    ["a field that is nothing", { ip: undefined }, {}],
    ["a field without a message", { ip: [], email: {} }, {}],
    [
      "fields in a field",
      { card: { name: "no", number: { last: "no" } } },
      { "card.name": ["no"], "card.number.last": ["no"] }
    ],
    ["the same field twice", [{ ip: "a" }, { ip: ["b"] }], { ip: ["a", "b"] }],
    ["a field without a name", { "": "no" }, { base: ["no"] }],
    ["__proto__", JSON.parse('{"__proto__":"no"}'), {}],
    ["16 arrays", inArrays(16), { base: ["no"] }],
    ["17 arrays", inArrays(17), {}],
    ["16 objects", inObjects(16), { [Array.from({ length: 16 }, () => "a").join(".")]: ["no"] }],
    ["17 objects", inObjects(17), {}]
  ])("%s", (_, map, errors) => {
    assert.deepStrictEqual(Object.entries(flattenErrors(map)), Object.entries(errors))
  })

  const numbered = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, "no"]))

  it("keeps the first hundred fields", () => {
    assert.strictEqual(Object.keys(flattenErrors(numbered(100))).length, 100)
    const kept = Object.keys(flattenErrors(numbered(5000)))
    assert.deepStrictEqual([kept.length, kept.at(-1)], [100, "field99"])
    assert.deepStrictEqual(flattenErrors([numbered(100), { field0: "again", other: "no" }]).field0, [
      "no",
      "again"
    ])
  })

  it("keeps a thousand messages in all", () => {
    const messages = flattenErrors({ ip: Array.from({ length: 5000 }, () => "no") }).ip ?? []
    assert.strictEqual(messages.length, 1000)
  })

  it("looks at no more of it, wherever the rest stands", () => {
    let looked = 0
    const field = {
      get ip() {
        looked += 1
        return "no"
      }
    }
    flattenErrors(Array.from({ length: 5000 }, () => field))
    assert.strictEqual(looked, 1000)
  })
})
