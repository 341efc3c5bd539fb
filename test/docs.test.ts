/** Every TypeScript block of the README, of docs/ and of the docstrings compiles as a user's file would. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import ts from "typescript"

const root = fileURLToPath(new URL("..", import.meta.url))

const filesUnder = (folder: string, ending: string): ReadonlyArray<string> =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))

const fenced = /```ts\n([\s\S]*?)```/g

const blocksOf = (file: string, text: string): ReadonlyArray<readonly [name: string, code: string]> =>
  [...text.matchAll(fenced)].map(([, code = ""], index) => [`${file}#${index + 1}`, code])

const blocks = [
  ...["README.md", ...filesUnder("docs", ".md")].flatMap((file) =>
    blocksOf(file, readFileSync(join(root, file), "utf8"))
  ),
  ...filesUnder("src", ".ts").flatMap((file) =>
    blocksOf(file, readFileSync(join(root, file), "utf8").replaceAll(/^ *\* ?/gm, ""))
  )
]

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, "test/tsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  join(root, "test")
)

/** A file for each block, beside the tests so that imports resolve, that exists in memory only. */
const virtual = new Map(
  blocks.map(([name, code]) => [
    join(root, "test", `${name.replaceAll(/[^\w]/g, "_")}.block.ts`),
    { name, code }
  ])
)

const host = ts.createCompilerHost(options)
const { fileExists, readFile, getSourceFile } = host
host.fileExists = (path) => virtual.has(path) || fileExists(path)
host.readFile = (path) => virtual.get(path)?.code ?? readFile(path)
host.getSourceFile = (path, ...rest) => {
  const block = virtual.get(path)
  return block ? ts.createSourceFile(path, block.code, ts.ScriptTarget.ES2022) : getSourceFile(path, ...rest)
}

describe("documentation", () => {
  it("has code to compile", () => assert.isAbove(blocks.length, 5))

  it("compiles", { timeout: 120_000 }, () => {
    const program = ts.createProgram(
      [...virtual.keys()],
      { ...options, noUnusedLocals: false, noUnusedParameters: false },
      host
    )
    const problems = [...virtual].flatMap(([path, { name }]) =>
      [
        ...program.getSyntacticDiagnostics(program.getSourceFile(path)),
        ...program.getSemanticDiagnostics(program.getSourceFile(path))
      ].map((problem) => `${name}: ${ts.flattenDiagnosticMessageText(problem.messageText, "\n")}`)
    )
    assert.deepEqual(problems, [])
  })
})
