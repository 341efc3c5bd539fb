/** The package as installed, with the lowest and the newest peers: its entries, its apps, its command. */
import { once } from "node:events"
import { assert, beforeAll, describe, it } from "@effect/vitest"
import { entries, manifest, needsOf, peers } from "./manifest.js"
import { command, dependencies, node, printed, readUntil, versionOf } from "./project.js"
import type { Project } from "./setup.js"

const apps: ReadonlyArray<readonly [kind: string, program: string]> = [
  ["ES modules", "module.mjs"],
  ["CommonJS, by require of ES modules", "commonjs.cjs"]
]

const hidden = `${manifest.name}/internal/pipeline`

/** Of each module the names that it exports, or why it can't be loaded. */
type Loaded = Readonly<Record<string, ReadonlyArray<string> | string>>

const load = async (project: Project, how: "import" | "require"): Promise<Loaded> =>
  JSON.parse(await node(project, "entries.mjs", how, ...entries, hidden))

describe("the projects", () => {
  for (const { name, lowest } of peers) {
    it(`have the lowest ${name} that is allowed, and one that is no older`, () => {
      assert.strictEqual(versionOf("lowest", name), lowest)
      assert.isAtLeast(versionOf("newest", name).localeCompare(lowest, "en", { numeric: true }), 0)
    })
  }

  it("without the optional peers have none of them", () => {
    for (const { name } of peers.filter((peer) => peer.optional)) assert.throws(() => versionOf("bare", name))
  })

  for (const project of ["lowest", "newest"] as const) {
    it(`with the ${project} peers have no package that asks for others`, async () => {
      assert.deepEqual((await dependencies(project)).problems ?? [], [])
    })
  }
})

for (const project of ["lowest", "newest", "bare"] as const) {
  describe(`with ${project === "bare" ? "no optional" : `the ${project}`} peers`, () => {
    for (const how of ["import", "require"] as const) {
      describe(how, () => {
        let found: Loaded = {}
        beforeAll(async () => {
          found = await load(project, how)
        })

        for (const entry of entries) {
          const missing = project === "bare" ? needsOf(entry) : []
          if (missing.length === 0) {
            it(`gives ${entry}`, () => {
              assert.isArray(found[entry], String(found[entry]))
              assert.isNotEmpty(found[entry])
            })
          } else {
            it(`of ${entry} says what it needs`, () => {
              const names = missing.join("|")
              assert.match(String(found[entry]), new RegExp(`Cannot find (package|module) '(${names})`))
            })
          }
        }

        it("gives nothing that is not an entry", () => {
          assert.match(String(found[hidden]), /is not defined by "exports"/)
        })
      })
    }

    for (const [kind, program] of apps) {
      it(`an app of ${kind} creates, retrieves, and tells errors by their tags`, async () => {
        const email = "customer@example.com"
        assert.deepEqual(await printed(project, program), [
          { provider: "bepaid", email, missing: "NotFound at bepaid" },
          { provider: "omise", email, missing: "NotFound at omise" },
          { provider: "stancer", email, missing: "NotFound at stancer" }
        ])
      })
    }
  })
}

for (const project of ["lowest", "newest"] as const) {
  it(`undici's client talks to the emulator's server, with the ${project} peers`, async () => {
    const created = { provider: "bepaid", email: "customer@example.com" }
    assert.deepEqual(await printed(project, "undici.mjs"), [created])
  })

  describe(`the command, with the ${project} peers`, () => {
    it("says how it is used", async () => {
      const child = command(project, "--help")
      const exit = once(child, "exit")
      assert.include(await readUntil(child, "--version"), "Usage: effect-payment-customers emulator [flags]")
      assert.deepEqual(await exit, [0, null])
    })

    it("starts the emulator, which answers, and stops on SIGTERM with 0", async () => {
      const child = command(project, "emulator", "--port", "0")
      const exit = once(child, "exit")
      try {
        const greeting = await readUntil(child, "Ctrl-C")
        const baseUrl = /^Omise +(\S+)$/m.exec(greeting)?.[1]
        const key = /^ +test key (\S+)$/m.exec(greeting)?.[1]
        const headers = { authorization: `Basic ${btoa(`${key}:`)}` }
        const customers = await fetch(`${baseUrl}/customers`, { headers })
        assert.deepInclude(await customers.json(), { object: "list", total: 0 })
        child.kill("SIGTERM")
        assert.deepEqual(await exit, [0, null])
      } finally {
        child.kill("SIGKILL")
      }
    })
  })
}
