/** pnpm and Yarn install the packages without a word of theirs against them, and the app runs. */
import { execFile } from "node:child_process"
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import { afterAll, assert, beforeAll, describe, inject, it } from "vitest"
import { type Line, manifest, node24, peersIn, root, withNode } from "./manifest.js"

const run = promisify(execFile)

const { tarballs, unpacked } = inject("pack")

interface Manager {
  readonly name: string
  /** Below node_modules. */
  readonly program: string
  readonly install: ReadonlyArray<string>
  /** Runs a module in the project. */
  readonly node: ReadonlyArray<string>
  readonly env: (registry: string) => NodeJS.ProcessEnv
}

const managers: ReadonlyArray<Manager> = [
  {
    name: "pnpm",
    program: "pnpm/bin/pnpm.cjs",
    install: ["install", "--no-frozen-lockfile"],
    node: ["exec", "node"],
    env: () => ({})
  },
  {
    name: "Yarn",
    program: "@yarnpkg/cli-dist/bin/yarn.js",
    install: ["install"],
    node: ["node"],
    env: (registry) => ({
      YARN_NPM_REGISTRY_SERVER: registry,
      YARN_ENABLE_IMMUTABLE_INSTALLS: "0",
      YARN_ENABLE_TELEMETRY: "0",
      // what Yarn asks about packages that are days old
      YARN_NPM_MINIMAL_AGE_GATE: "0"
    })
  }
]

for (const manager of managers) {
  describe.each<Line>([3, 4])(`${manager.name}, Effect %s`, (line) => {
    let folder = ""
    let said = ""
    const by = async (...args: ReadonlyArray<string>) => {
      const { stdout: registry } = await run("npm", ["config", "get", "registry"], { cwd: root })
      const bin = line === 4 ? node24 : dirname(process.execPath)
      const { stdout, stderr } = await run(
        join(bin, "node"),
        [join(root, "node_modules", manager.program), ...args],
        {
          cwd: folder,
          // pnpm says nothing at all in CI, nor below `npm run --silent`
          env: { ...withNode(bin), CI: "false", npm_config_loglevel: "info", ...manager.env(registry.trim()) }
        }
      )
      return stdout + stderr
    }

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "managed-"))
      const required = peersIn(unpacked[line]).filter((peer) => !peer.optional)
      const dependencies = {
        [manifest.name]: `file:${tarballs[line]}`,
        ...Object.fromEntries(required.map(({ name, range }) => [name, range]))
      }
      await writeFile(
        join(folder, "package.json"),
        JSON.stringify({ name: "app", private: true, type: "module", dependencies })
      )
      await cp(join(import.meta.dirname, "programs/module.mjs"), join(folder, "module.mjs"))
      said = await by(...manager.install)
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    it("installs it without a warning of it", () => {
      assert.isNotEmpty(said)
      const warnings = said.split("\n").filter((row) => /warn|peer|YN0002|YN0060|YN0086/i.test(row))
      assert.deepEqual(
        warnings.filter((row) => row.includes("effect") || /peer/i.test(row)),
        [],
        said
      )
    })

    it("runs the app", async () => {
      const printed = (await by(...manager.node, "module.mjs")).trim().split("\n")
      assert.deepEqual(
        printed.map((row) => JSON.parse(row).provider),
        ["bepaid", "omise", "stancer"]
      )
    })
  })
}
