/** Every TypeScript block of the README, AGENTS.md, docs/ and the docstrings compiles as a user's file would. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { asWritten } from "#line/test/Docs"
import { compile } from "./support/compiler.js"

const root = fileURLToPath(new URL("..", import.meta.url))

const filesUnder = (folder: string, ending: string): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))

const fenced = /```ts\n([\s\S]*?)```/g

const blocksOf = (file: string, text: string): ReadonlyArray<readonly [name: string, code: string]> =>
  [...text.matchAll(fenced)].map(([, code = ""], index) => [`${file}#${index + 1}`, code])

const blocks = [
  ...["README.md", "AGENTS.md", ...filesUnder("docs", ".md")].flatMap((file) =>
    blocksOf(file, readFileSync(join(root, file), "utf8"))
  ),
  ...filesUnder("src", ".ts").flatMap((file) =>
    blocksOf(file, readFileSync(join(root, file), "utf8").replaceAll(/^ *\* ?/gm, ""))
  )
]

/** A file for each block, named after where it stands. */
const files = new Map(blocks.map(([name, code]) => [`${name.replaceAll(/[^\w]/g, "_")}.ts`, asWritten(code)]))

describe("documentation", () => {
  it("has code to compile", () => assert.isAbove(blocks.length, 5))

  it("compiles", { timeout: 120_000 }, () => {
    const problems = [...compile(files).values()].flat()
    assert.deepEqual(problems, [])
  })
})

describe("llms.txt", () => {
  const listed = [...readFileSync(join(root, "llms.txt"), "utf8").matchAll(/\]\(([^)]+)\)/g)].map(
    ([, path]) => path
  )

  it("leads to files of the package", () => {
    for (const path of listed) assert.isTrue(existsSync(join(root, path ?? "")), path)
  })

  it("lists every guide", () => {
    assert.includeMembers(
      listed,
      filesUnder("docs", ".md").filter((file) => !file.startsWith("docs/site/"))
    )
  })
})
