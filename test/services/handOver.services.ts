/**
 * docs/examples/hand-over: customers of an emulated Omise to an emulated Stancer v2, by processes of its own that are
 * killed, over a Postgres that is restarted. `CUSTOMERS` says how many (600).
 */
import { mkdtempSync, readFileSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as Redacted from "effect/Redacted"
import * as Emulator from "effect-payment-customers/emulator"
import { build } from "esbuild"
import * as Effect from "#line/test/Effect"
import { handOver } from "#line/test/examples"
import { assert, describe, it } from "#line/test/vitest"
import { node } from "../support/child.js"
import { closedPort } from "../support/loopback.js"
import { secrets, serveSlowly, tally } from "../support/slowServer.js"
import { postgresServer } from "./postgres.js"

const many = Number(process.env.CUSTOMERS ?? 600)

const idOf = (place: number): string => `user-${place}`

/** The address of one is too long for Stancer, and so is the name of another one. */
const seedOf = (place: number) => ({
  email: place === 7 ? `${"x".repeat(60)}@example.com` : `user-${place}@example.com`,
  metadata: { external_id: idOf(place), name: place === 11 ? "x".repeat(65) : `Customer ${place}` }
})

const ids = Array.from({ length: many }, (_, place) => idOf(place)).filter(
  (_, place) => place !== 7 && place !== 11
)

/** The program in one file, which starts in a fraction of the time that the engine takes to find out who has gone. */
const bundled = Effect.promise(async () => {
  const outfile = join(mkdtempSync(join(tmpdir(), "hand-over-")), "main.mjs")
  await build({
    entryPoints: [handOver],
    absWorkingDir: fileURLToPath(new URL("../..", import.meta.url)),
    preserveSymlinks: true,
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",

    external: ["pg-native"],
    banner: {
      js: 'import { createRequire as ofBundle } from "node:module"; const require = ofBundle(import.meta.url);'
    }
  })
  return outfile
}).pipe(Effect.cached, Effect.runSync)

/** The two providers, a Postgres, and the program's commands. */
const world = (count: number) =>
  Effect.gen(function* () {
    const seed = { omise: Array.from({ length: count }, (_, place) => seedOf(place)) }
    const { omise } = yield* Emulator.serve({ seed })
    const target = yield* Effect.acquireRelease(
      Effect.promise(() => serveSlowly("stancerV2", () => ({ millis: 0 }))),
      ({ close }) => Effect.promise(close)
    )
    const postgres = yield* postgresServer
    const main = yield* bundled
    const command = (changes: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>) =>
      node([main, ...args], {
        DATABASE_URL: postgres.url,
        OMISE_BASE_URL: omise.baseUrl,
        OMISE_SECRET_KEY: Redacted.value(omise.testKey),
        STANCER_BASE_URL: target.url,
        STANCER_SECRET_KEY: secrets.stancerV2,
        ...changes
      })
    const said = (...args: ReadonlyArray<string>) =>
      Effect.gen(function* () {
        const child = yield* command({}, ...args)
        const code = yield* child.ended
        if (code !== 0)
          return yield* Effect.die(
            new Error(`${args[0]} has ended with ${code}: ${child.stdout()}${child.stderr()}`)
          )
        return child.stdout()
      })
    return { postgres, target, command, said }
  })

const until = (reached: () => boolean) =>
  Effect.repeat(Effect.sleep("20 millis"), { until: () => reached(), times: 3_000 })

describe("a hand-over", () => {
  it.live(
    "all are handed over, by four processes as by one; who is not is in a file, with field and rule",
    () =>
      Effect.gen(function* () {
        const { target, said } = yield* world(300)
        // started four times at once, it is one: also the tables are made once
        const runs = Effect.all([said("run", "--total", "300"), said("run"), said("run"), said("run")], {
          concurrency: "unbounded"
        })
        for (const text of yield* runs)
          assert.include(text, "created 298, found 0, refused 2, unknown 0: over")
        const file = join(mkdtempSync(join(tmpdir(), "refused-")), "refused.jsonl")
        assert.include(yield* said("refused", "--file", file), "2 rows")
        const refused = readFileSync(file, "utf8")
        assert.match(refused, /"refused".*email/)
        assert.match(refused, /"refused".*name/)
        assert.notMatch(refused, /xxx|example\.com/)
        assert.deepStrictEqual(tally("stancerV2", target.emulator, ids.slice(0, 298)), { lost: 0, twice: 0 })
        // once more: it is over, and nothing is asked of anybody
        const requests = target.requests()
        assert.include(yield* said("run"), "created 298, found 0, refused 2, unknown 0: over")
        assert.strictEqual(target.requests(), requests)
        // another job finds them all
        assert.include(
          yield* said("run", "--job", "again"),
          "created 0, found 298, refused 2, unknown 0: over"
        )
      })
  )

  it.live(
    `three runners, of which one is killed again and again, and Postgres restarted: ${many} once each`,
    () =>
      Effect.gen(function* () {
        const { postgres, target, command, said } = yield* world(many)
        const ports = yield* Effect.replicateEffect(closedPort(createServer()), 3)
        const start = (port: number) => command({}, "runner", "--port", String(port))
        const runners = yield* Effect.forEach(ports, (port) =>
          Effect.map(start(port), (child) => ({ port, child }))
        )
        const made = () => target.emulator.held().length
        yield* said("start", "--leave")
        let place = 0
        const kill = Effect.gen(function* () {
          const killed = runners[place % 3] ?? assert.fail("no runner")
          killed.child.process.kill("SIGKILL")
          killed.child = yield* start(killed.port)
          place += 1
        })
        yield* until(() => made() > many / 4)
        yield* kill
        yield* until(() => made() > many / 3)
        yield* Effect.andThen(postgres.stop, postgres.start)
        while (!/: over/.test(yield* said("status"))) {
          yield* Effect.sleep("6 seconds")
          yield* kill
        }
        assert.include(yield* said("status"), `created ${ids.length}, found 0, refused 2, unknown 0: over`)
        assert.deepStrictEqual(tally("stancerV2", target.emulator, ids), { lost: 0, twice: 0 })
      })
  )

  it.live("waits where the key is not accepted, says so, and goes on with another one", () =>
    Effect.gen(function* () {
      const { said, command } = yield* world(300)
      const refused = yield* command({ STANCER_SECRET_KEY: "stest_not_the_key" }, "run")
      yield* refused.ended
      assert.match(refused.stdout(), /under way; stancer: .*401/)
      assert.include(yield* said("status"), "created 0, found 0, refused 0, unknown 0: under way; stancer: ")
      assert.include(yield* said("run"), "created 298, found 0, refused 2, unknown 0: over")
    })
  )

  it.live("is paused, stopped and gone on with", () =>
    Effect.gen(function* () {
      const { target, command, said } = yield* world(600)
      const made = () => target.emulator.held().length
      for (const wanted of ["pause", "stop"]) {
        const before = made()
        const running = yield* command({}, "run")
        yield* until(() => made() > before)
        yield* said(wanted)
        yield* running.ended
        const after = made()
        assert.isBelow(after, 598)
        assert.include(yield* said("status"), wanted === "pause" ? "pause wanted" : ": stopped")
      }
      assert.include(yield* said("run"), "created 598, found 0, refused 2, unknown 0: over")
      assert.deepStrictEqual(tally("stancerV2", target.emulator, ids.slice(0, 598)), { lost: 0, twice: 0 })
    })
  )
})
