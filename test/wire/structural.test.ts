/** Which values are compared by what they hold, and which by which they are. */

import * as Equal from "#line/test/Equal"
import { assert, describe, it } from "#line/test/vitest"
import { structuralProps, toData } from "../../src/privacy/equality.js"

const nested = (depth: number): unknown => (depth === 0 ? {} : { a: nested(depth - 1) })

describe("toData", () => {
  it.each<[name: string, make: () => unknown, equal: boolean]>([
    ["texts", () => "a", true],
    ["objects", () => ({ a: 1, b: { c: null } }), true],
    ["arrays of objects", () => [[{ a: 1 }], "b"], true],
    ["objects without a prototype", () => Object.assign(Object.create(null), { a: 1 }), true],
    ["objects 60 deep", () => nested(60), true],
    ["objects 100 deep", () => nested(100), false],
    ["maps", () => new Map([["a", 1]]), Equal.comparesMaps],
    ["functions", () => () => 1, false]
  ])("two %s", (_, make, equal) => {
    assert.strictEqual(Equal.equals(toData(make()), toData(make())), equal)
  })

  it("leaves a value that is no plain data as it is", () => {
    for (const value of [new Date(0), new Map(), () => 1]) assert.strictEqual(toData(value), value)
  })
})

describe("structuralProps", () => {
  it("leaves out what is undefined, and __proto__", () => {
    const props = { ...JSON.parse('{"__proto__":{"admin":true},"a":null}'), b: undefined }
    assert.deepStrictEqual(Object.entries(structuralProps(props)), [["a", null]])
  })
})
