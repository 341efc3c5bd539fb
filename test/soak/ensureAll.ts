/**
 * `node --import tsx test/soak/ensureAll.ts [bepaid|stancer] [count]`: a child ensures 20,000 customers of a stream and
 * is killed at random moments; each time it goes on from its checkpoint. At the end each is there exactly once.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import type { HttpClient } from "@effect/platform/HttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Stancer from "effect-payment-customers/Stancer"
import * as BePaidEmulator from "../../src/bepaid/emulator.js"
import { serve } from "../../src/emulator/server.js"
import * as StancerEmulator from "../../src/stancer/emulator.js"

const kills = 5
const [provider = "stancer", countText = "20000", baseUrl, checkpointFile = ""] = process.argv.slice(2)
const count = Number(countText)
const key = "stest_of_the_emulator"

const readCheckpoint = (): number => {
  try {
    return Number(readFileSync(checkpointFile, "utf8"))
  } catch {
    return 0
  }
}

const input = (index: number): Customers.CustomerInput => ({
  externalId: `user-${index}`,
  email: `customer-${index}@example.com`,
  ip: "127.0.0.1",
  name: "John Doe"
})

const child = (url: string) => {
  const secretKey = Redacted.make(key)
  const chosen: Layer.Layer<Customers.Ensure, unknown, HttpClient> =
    provider === "bepaid"
      ? BePaid.layer({ shopId: "361", secretKey, baseUrl: url })
      : Stancer.layer({ secretKey, baseUrl: url })
  const layer = Layer.provide(chosen, NodeHttpClient.layerUndici)
  const checkpoint = readCheckpoint()
  const heap: Array<number> = []
  return Customers.ensureAll(Stream.drop(Stream.map(Stream.range(0, count - 1), input), checkpoint), {
    concurrency: 16
  }).pipe(
    Stream.runForEach(({ index, result }) =>
      Effect.gen(function* () {
        yield* result
        const done = checkpoint + index + 1
        writeFileSync(checkpointFile, String(done))
        if (done % Math.ceil(count / 10) === 0) {
          globalThis.gc?.()
          heap.push(Math.round(process.memoryUsage().heapUsed / 2 ** 20))
        }
      })
    ),
    Effect.zipRight(
      Effect.sync(() => console.log(`heap of the last child, MiB after gc: ${heap.join(" ")}`))
    ),
    Effect.provide(layer)
  )
}

const run = (url: string, file: string): ChildProcess =>
  spawn(
    process.execPath,
    ["--expose-gc", "--import", "tsx", fileURLToPath(import.meta.url), provider, countText, url, file],
    { stdio: "inherit" }
  )

const exited = (one: ChildProcess) =>
  Effect.async<number | null>((resume) => void one.once("exit", (code) => resume(Effect.succeed(code))))

const parent = Effect.gen(function* () {
  const emulator =
    provider === "bepaid"
      ? BePaidEmulator.makeEmulator({ shopId: "361", secretKey: key })
      : StancerEmulator.makeEmulator({ testKey: key })
  const url = yield* serve(emulator)
  const folder = mkdtempSync(join(tmpdir(), "ensure-all-"))
  const file = join(folder, "checkpoint")
  const started = Date.now()
  for (let kill = 0; kill < kills; kill += 1) {
    const one = run(url, file)
    const target = emulator.customers().length + Math.ceil((Math.random() * count) / (kills + 1))
    while (emulator.customers().length < target) yield* Effect.sleep(10)
    one.kill("SIGKILL")
    yield* exited(one)
    console.log(`killed: ${emulator.customers().length} customers`)
  }
  const code = yield* exited(run(url, file))
  rmSync(folder, { recursive: true })
  const there = emulator.customers().map(({ external_id }) => external_id)
  console.log(
    `${provider}: ${there.length} customers, ${new Set(there).size} different, ${kills} kills, ` +
      `${Math.round((Date.now() - started) / 1000)} s, exit ${code}`
  )
  return code === 0 && there.length === count && new Set(there).size === count
})

Effect.runPromise(baseUrl === undefined ? Effect.scoped(parent) : Effect.as(child(baseUrl), true)).then(
  (good) => {
    process.exitCode = good ? 0 : 1
  }
)
