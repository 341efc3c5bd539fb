/** The package for Effect 4: what a new project has that installs it beside `effect` by its bare name, on Node 24. */
import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, assert, beforeAll, describe, it } from "vitest"

const root = fileURLToPath(new URL("../..", import.meta.url))
const node24 = join(root, "test/effect4/node_modules/.bin/node")
const folder = mkdtempSync(join(tmpdir(), "effect4-"))

const run = (command: string, ...args: ReadonlyArray<string>) =>
  execFileSync(command, args, { cwd: folder, encoding: "utf8" })

const installed = (name: string) =>
  JSON.parse(readFileSync(join(folder, "node_modules", name, "package.json"), "utf8"))

beforeAll(() => {
  execFileSync("npm", ["run", "--silent", "pack", "--", folder], { cwd: root })
  const tarball = readdirSync(folder).find((name) => name.startsWith("effect-payment-customers-4."))
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "private": true }')
  run("npm", "install", "--silent", `./${tarball}`, "effect", "typescript@6.0.3", "@types/node@24")
  cpSync(join(root, "test/pack/programs/effect4.ts"), join(folder, "main.ts"))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe("the package for Effect 4", () => {
  it("needs effect 4 and nothing else", () => {
    assert.match(installed("effect").version, /^4\./)
    const { peerDependencies, peerDependenciesMeta, dependencies } = installed("effect-payment-customers")
    assert.isUndefined(dependencies)
    assert.deepStrictEqual(
      Object.keys(peerDependencies).filter((name) => !(name in peerDependenciesMeta)),
      ["effect"]
    )
  })

  it("runs a program on every test layer", () => {
    assert.deepStrictEqual(JSON.parse(run(node24, "main.ts")), ["bepaid", "omise", "stancer", "NotFound"])
  })

  for (const resolution of ["nodenext", "bundler"]) {
    it(`compiles with all of its declarations, ${resolution}`, () => {
      const module =
        resolution === "nodenext"
          ? ["--module", "nodenext"]
          : ["--module", "esnext", "--moduleResolution", "bundler"]
      const options = [
        "--noEmit",
        "--strict",
        "--exactOptionalPropertyTypes",
        "--target",
        "es2022",
        "--types",
        "node"
      ]
      assert.strictEqual(run("npx", "tsc", ...options, ...module, "main.ts"), "")
    })
  }
})
