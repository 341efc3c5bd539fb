/** The declarations as installed, under TypeScript's two ways to find modules: every declaration is checked whole. */
import { execFile } from "node:child_process"
import { readFileSync } from "node:fs"
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { entries, type Project, root } from "./manifest.js"
import { folderOf } from "./project.js"

const strict = {
  target: "ES2022",
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  noEmit: true,
  skipLibCheck: false
}

const resolutions = {
  nodenext: { module: "nodenext" },
  bundler: { module: "esnext", moduleResolution: "bundler" }
}

/** Whose types of `URL`, `AbortSignal` and the like are there. */
const globals = {
  node: { lib: ["ES2022"], types: ["node"] },
  web: { lib: ["ES2022", "DOM", "DOM.Iterable"], types: [] },
  // Effect 4's own declarations name types of both
  both: { lib: ["ES2022", "DOM", "DOM.Iterable"], types: ["node"] }
}

interface Setting {
  readonly project: Project
  readonly resolution: keyof typeof resolutions
  readonly globals: keyof typeof globals
  readonly programs: ReadonlyArray<string>
}

/** A project without the optional peers has no declarations of Node's either. */
const settings3: ReadonlyArray<Setting> = (["lowest", "newest", "bare"] as const).flatMap((project) =>
  (["nodenext", "bundler"] as const).map((resolution) => ({
    project,
    resolution,
    globals: project === "bare" ? "web" : "node",
    programs: [
      "consumer.ts",
      ...(resolution === "nodenext" ? ["commonjs.cts"] : []),
      project === "bare" ? "folder.ts" : "optional.ts"
    ]
  }))
)

const settings4: ReadonlyArray<Setting> = (["lowest4", "newest4"] as const).flatMap((project) =>
  (["nodenext", "bundler"] as const).map((resolution) => ({
    project,
    resolution,
    globals: "both",
    programs: ["effect4.ts", "every4.ts"]
  }))
)

const settings = [...settings3, ...settings4]

type Compiler = "typescript5" | "typescript" | "typescript7"

/** What the compiler says, a line for each mistake. */
const compile = async (compiler: Compiler, { project, programs, ...setting }: Setting): Promise<string> => {
  const name = [compiler, setting.resolution, ...programs, "json"].join(".")
  const config = {
    compilerOptions: { ...strict, ...resolutions[setting.resolution], ...globals[setting.globals] },
    files: programs
  }
  await writeFile(join(folderOf(project), name), JSON.stringify(config))
  return new Promise((resolve) => {
    const tsc = join(root, "node_modules", compiler, "bin/tsc")
    execFile(process.execPath, [tsc, "-p", name], { cwd: folderOf(project) }, (_, stdout, stderr) =>
      resolve(stdout + stderr)
    )
  })
}

const checks = (compiler: Compiler, settings: ReadonlyArray<Setting>) => {
  for (const setting of settings) {
    const { project, resolution, globals, programs } = setting
    it(`${project} peers, ${resolution}, globals of ${globals}: ${programs.join(", ")}`, async () => {
      assert.strictEqual(await compile(compiler, setting), "")
    })
  }
}

describe("the programs", () => {
  it("import every entry", () => {
    const imported = ["consumer.ts", "folder.ts", "optional.ts"].map((program) =>
      readFileSync(join(folderOf("newest"), program), "utf8")
    )
    for (const entry of entries) assert.include(imported.join(""), ` from "${entry}"`)
    const on4 = readFileSync(join(folderOf("newest4"), "every4.ts"), "utf8")
    for (const entry of entries) assert.include(on4, ` from "${entry}"`)
  })
})

describe("TypeScript 7", () => checks("typescript7", settings))

/** They take five times as long: one of each resolution and each line. */
const older = [
  ["TypeScript 5.9", "typescript5", { nodenext: undefined, bundler: "newest4" }],
  ["TypeScript 6", "typescript", { nodenext: "lowest", bundler: undefined }]
] as const

for (const [name, compiler, projects] of older) {
  describe(name, () =>
    checks(
      compiler,
      settings.filter(({ project, resolution }) => project === projects[resolution])
    )
  )
}

describe("what must not compile", () => {
  const web = { project: "bare", resolution: "nodenext", globals: "web" } as const

  it("a program that deletes, given bePaid, which can't", async () => {
    const mistaken = `
      import * as Effect from "effect/Effect"
      import * as Customers from "effect-payment-customers/Customers"
      import { BePaidTest } from "effect-payment-customers/testing"
      Effect.runPromise(Effect.provide(Customers.delete("1"), BePaidTest.layer()))`
    await writeFile(join(folderOf("bare"), "mistaken.ts"), mistaken)
    const said = await compile("typescript7", { ...web, programs: ["mistaken.ts"] })
    assert.match(said, /^mistaken\.ts\(5,\d+\): error TS\d+: /)
    assert.include(said, "Type 'Delete' is not assignable to type 'never'")
  })

  it("a program of an entry whose optional peer is missing", async () => {
    const said = await compile("typescript7", { ...web, programs: ["optional.ts"] })
    assert.match(said, /error TS2307: Cannot find module 'ioredis'/)
  })
})
