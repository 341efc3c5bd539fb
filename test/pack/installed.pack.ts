/** The package as installed, with the lowest and the newest peers: its entries, its apps, its command. */
import { once } from "node:events"
import { assert, beforeAll, describe, it } from "@effect/vitest"
import { inject } from "vitest"
import { entries, lineOf, manifest, needsOf, type Project, peersIn } from "./manifest.js"
import { command, dependencies, node, printed, readUntil, versionOf } from "./project.js"

const apps: ReadonlyArray<readonly [kind: string, program: string]> = [
  ["ES modules", "module.mjs"],
  ["CommonJS, by require of ES modules", "commonjs.cjs"]
]

const hidden = `${manifest.name}/call/pipeline`

/** Of each module the names that it exports, or why it can't be loaded. */
type Loaded = Readonly<Record<string, ReadonlyArray<string> | string>>

const load = async (project: Project, how: "import" | "require"): Promise<Loaded> =>
  JSON.parse(await node(project, "entries.mjs", how, ...entries, hidden))

const { unpacked } = inject("pack")

describe("the projects", () => {
  for (const line of [3, 4] as const) {
    const ending = line === 3 ? "" : "4"
    for (const { name, lowest } of peersIn(unpacked[line])) {
      it(`of Effect ${line} have the lowest ${name} that is allowed, and one that is no older`, () => {
        assert.strictEqual(versionOf(`lowest${ending}`, name), lowest)
        assert.isAtLeast(versionOf(`newest${ending}`, name).localeCompare(lowest, "en", { numeric: true }), 0)
      })
    }

    it(`of Effect ${line} without the optional peers have none of them`, () => {
      for (const { name } of peersIn(unpacked[line]).filter((peer) => peer.optional)) {
        assert.throws(() => versionOf(`bare${ending}`, name))
      }
    })
  }

  for (const project of ["lowest", "newest", "lowest4", "newest4"] as const) {
    it(`${project} has no package that asks for others`, async () => {
      assert.deepEqual((await dependencies(project)).problems ?? [], [])
    })
  }

  it("of the newest peers have majors of undici and ioredis that are new", () => {
    assert.match(versionOf("newest", "undici"), /^8\./)
    assert.match(versionOf("newest4", "undici"), /^8\./)
    assert.match(versionOf("newest4", "ioredis"), /^6\./)
  })

  it("of Effect 4 need effect and nothing else", () => {
    const required = peersIn(unpacked[4]).filter((peer) => !peer.optional)
    assert.deepStrictEqual(
      required.map(({ name }) => name),
      ["effect"]
    )
  })
})

for (const project of ["lowest", "newest", "bare", "lowest4", "newest4", "bare4"] as const) {
  const isBare = project.startsWith("bare")
  describe(`in ${project}`, () => {
    for (const how of ["import", "require"] as const) {
      describe(how, () => {
        let found: Loaded = {}
        beforeAll(async () => {
          found = await load(project, how)
        })

        for (const entry of entries) {
          const missing = isBare ? needsOf(lineOf(project), entry) : []
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

for (const project of ["lowest", "newest", "lowest4", "newest4"] as const) {
  it(`undici's client talks to the emulator's server, in ${project}`, async () => {
    const created = { provider: "bepaid", email: "customer@example.com" }
    assert.deepEqual(await printed(project, "undici.mjs"), [created])
  })

  describe(`the command, in ${project}`, () => {
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

for (const project of ["lowest4", "newest4", "bare4"] as const) {
  it(`a program of Effect 4's own words runs in ${project}`, async () => {
    assert.deepEqual(await printed(project, "effect4.ts"), [["bepaid", "omise", "stancer", "NotFound"]])
  })
}
