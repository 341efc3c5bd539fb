/** docs/your-own-client.md shows what the tests hold: the table of wrappers, and a test. `UPDATE_DOCS=1` writes the table. */
import { readFileSync, writeFileSync } from "node:fs"
import { assert, it } from "#line/test/vitest"
import { shownAs } from "../support/published.js"
import { table } from "./table.js"
import { wrappers } from "./wrappers.js"

const at = (path: string) => new URL(`../../${path}`, import.meta.url)
const read = (path: string) => readFileSync(at(path), "utf8")

const file = "docs/your-own-client.md"
const between = /(<!-- wrappers[^>]*-->\n)([\s\S]*?)(<!-- \/wrappers -->)/

it("has the table that every client is held to", () => {
  if (process.env.UPDATE_DOCS === "1") {
    writeFileSync(
      at(file),
      read(file).replace(between, (_, begin, __, end) => `${begin}${table(wrappers)}${end}`)
    )
  }
  assert.strictEqual(between.exec(read(file))?.[2], table(wrappers))
})

it("shows a test of this repository, word for word", () => {
  const [heading = ""] = read("test/clients/guide/once.test.ts").split("\n")
  const [, shown = ""] = read(file).split(`\`\`\`ts\n${heading}`)
  const [rest = ""] = shown.split("```\n")
  assert.deepStrictEqual(shownAs(heading + rest), shownAs(read("test/clients/guide/once.test.ts")))
})
