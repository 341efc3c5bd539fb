/** What the package promises of its own shape: its entries, and which module may know which. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve, sep } from "node:path"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import * as ts from "typescript"
import manifest from "../package.json" with { type: "json" }

const src = fileURLToPath(new URL("../src", import.meta.url))

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.split(sep).join("/"))

/** The module names that a file imports or re-exports, types left out where `types` is false. */
const importsOf = (file: string, types: boolean): ReadonlyArray<string> => {
  const source = ts.createSourceFile(file, readFileSync(join(src, file), "utf8"), ts.ScriptTarget.Latest)
  return source.statements.flatMap((statement) => {
    const isTypeOnly =
      (ts.isImportDeclaration(statement) &&
        statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword) ||
      (ts.isExportDeclaration(statement) && statement.isTypeOnly)
    if (isTypeOnly && !types) return []
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return []
    const from = statement.moduleSpecifier
    return from !== undefined && ts.isStringLiteral(from) ? [from.text] : []
  })
}

/** The line of Effect that the package in this folder is for: what `#line/*` means. */
const line = manifest.imports["#line/*"].replace("./dist/", "").replace("/*.js", "")

/** A local import as a file of src. */
const localFile = (importer: string, name: string): string | undefined =>
  name.startsWith("#line/")
    ? name.replace("#line", line).concat(".ts")
    : name.startsWith(".")
      ? relative(src, resolve(src, dirname(importer), name.replace(/\.js$/, ".ts")))
          .split(sep)
          .join("/")
      : undefined

/** All that runs when the entries are imported. */
const reachable = (entries: ReadonlyArray<string>): ReadonlySet<string> => {
  const seen = new Set<string>()
  const visit = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const name of importsOf(file, false)) {
      const local = localFile(file, name)
      if (local !== undefined) visit(local)
    }
  }
  for (const entry of entries) visit(entry)
  return seen
}

const entryFiles = Object.values(manifest.exports)
  .filter((target) => target !== "./package.json")
  .map((target) => target.replace("./dist/", "").replace(/\.js$/, ".ts"))

/** Entries for tests and for trying things out: they may know Node and the emulators. */
const toolEntries = ["testing.ts", "emulator.ts"]
/** Entries that need optional peers, and the modules that only they lead to. */
const optionalEntries = ["rateLimitRedis.ts", "turnsPostgres.ts", "turnsRedis.ts", "UndiciClient.ts"]
const optionalImports: Readonly<Record<string, RegExp>> = {
  "rateLimitRedis.ts": /^ioredis$/,
  "line/3/RateLimiter.ts": /^@effect\/experimental\/RateLimiter$/,
  "line/3/RateLimiterRedis.ts": /^(ioredis|@effect\/experimental\/RateLimiter(\/Redis)?)$/,
  "line/4/RateLimiterRedis.ts": /^ioredis$/,
  "line/3/SqlClient.ts": /^(effect\/(Context|Effect)|@effect\/sql\/SqlClient)$/,
  "line/3/SqlError.ts": /^@effect\/sql\/SqlError$/,
  "turnsRedis.ts": /^ioredis$/,
  "UndiciClient.ts": /^undici$/
}

/** The modules of Effect that are alike on both lines. All else is imported from `#line/*`. */
const alike = /^effect\/(Equal|Function|Hash|Option|Pipeable|Predicate|Random|Redacted)$/

const allowed: Readonly<Record<string, RegExp>> = {
  "line/3": /^(effect|@effect\/platform)\/[A-Z]\w+$/,
  "line/4": /^effect\/(http\/|persistence\/|sql\/)?[A-Z]\w+$/
}
const coreEntries = entryFiles.filter((file) => ![...toolEntries, ...optionalEntries].includes(file))
const providers = ["bepaid", "omise", "stancer"]

describe("the exports of package.json", () => {
  it("each lead to a module of src", () => {
    for (const file of entryFiles) assert.isTrue(existsSync(join(src, file)), file)
  })

  it("and its bin are the modules at the top of src and nothing else", () => {
    const bins = Object.values(manifest.bin).map((target) =>
      target.replace("./dist/", "").replace(/\.js$/, ".ts")
    )
    assert.sameMembers(
      [...entryFiles, ...bins],
      files.filter((file) => !file.includes("/"))
    )
  })

  it("are named as their modules are", () => {
    for (const [name, target] of Object.entries(manifest.exports)) {
      const module = name === "." ? "index" : name.replace("./", "")
      assert.strictEqual(target, name === "./package.json" ? name : `./dist/${module}.js`)
    }
  })
})

describe("what a module imports", () => {
  for (const file of files) {
    const imports = importsOf(file, true)

    it(`${file}: no barrels, and of Effect what is alike on both lines`, () => {
      for (const name of imports.filter((name) => !name.startsWith(".") && !name.startsWith("node:"))) {
        if (optionalImports[file]?.test(name) || name.startsWith("#line/")) continue
        assert.match(name, allowed[file.slice(0, 6)] ?? alike)
      }
    })

    it(`${file}: no other provider's folder`, () => {
      const own = providers.find((provider) => file.startsWith(`providers/${provider}/`))
      // the faces, and what lists all of them
      if (own === undefined && !file.includes("/")) return
      const others = providers.filter((provider) => provider !== own)
      for (const name of imports) {
        const local = localFile(file, name)
        assert.isFalse(
          others.some((provider) => local?.toLowerCase().startsWith(`providers/${provider}`)),
          name
        )
      }
    })
  }

  it("the core runs without Node, emulators and test layers", () => {
    const core = reachable(coreEntries)
    assert.isTrue(core.has("call/pipeline.ts"), "the faces lead to the pipeline")
    for (const file of core) {
      assert.notMatch(file, /(^|\/)(emulator|testing)(\.ts|\/)/)
      for (const name of importsOf(file, false)) assert.notMatch(name, /^node:/, file)
    }
  })

  it("nothing but its own entry leads to what needs an optional peer", () => {
    for (const file of reachable(entryFiles.filter((entry) => !optionalEntries.includes(entry)))) {
      assert.notProperty(optionalImports, file)
    }
    for (const name of ["@effect/experimental", "@effect/sql", "ioredis", "undici"] as const) {
      assert.isTrue(manifest.peerDependenciesMeta[name].optional, name)
      assert.property(manifest.peerDependencies, name)
    }
  })

  it("the test layers and the emulators' web handler run without Node", () => {
    for (const file of reachable(["testing.ts", "emulator.ts"])) {
      for (const name of importsOf(file, false)) assert.notMatch(name, /^node:/, file)
    }
  })
})

describe("the version", () => {
  it("that the client tells is the package's", () => {
    assert.include(readFileSync(join(src, "http/version.ts"), "utf8"), `"${manifest.version}"`)
  })
})
