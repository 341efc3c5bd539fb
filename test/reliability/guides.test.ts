/**
 * docs/reliability.md and docs/testing.md show what the tests hold: a table that is made of the fault matrix's data, and
 * tests that run. `UPDATE_DOCS=1` writes the table.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { assert, describe, it } from "@effect/vitest"
import { shownAs } from "../support/published.js"
import { rows } from "./support/expectations.js"
import { table } from "./support/table.js"

const at = (path: string) => new URL(`../../${path}`, import.meta.url)
const read = (path: string) => readFileSync(at(path), "utf8")

describe("docs/reliability.md", () => {
  const file = "docs/reliability.md"
  const between = /(<!-- fault matrix[^>]*-->\n)([\s\S]*?)(<!-- \/fault matrix -->)/

  it("has the table that the fault matrix holds every operation to", () => {
    if (process.env.UPDATE_DOCS === "1") {
      writeFileSync(
        at(file),
        read(file).replace(between, (_, begin, __, end) => `${begin}${table(rows)}${end}`)
      )
    }
    assert.strictEqual(between.exec(read(file))?.[2], table(rows))
  })
})

describe("docs/testing.md", () => {
  it("shows tests of this repository, word for word", () => {
    const folder = "test/reliability/guide"
    const shown = [...read("docs/testing.md").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = ""]) =>
      shownAs(code)
    )
    const tests = readdirSync(at(folder)).map((name) => shownAs(read(`${folder}/${name}`)))
    assert.isNotEmpty(tests)
    assert.sameDeepMembers(shown, tests)
  })
})
