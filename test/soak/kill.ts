/**
 * `node --import tsx test/soak/kill.ts [bepaid|omise|stancer] [count] [seed]`: a child process ensures all customers of a
 * stream, eight at a time, against the emulator in this process. It is killed with SIGKILL at 20 random moments and
 * started again, each time at the beginning of the stream. At the end each customer is there, and none is there twice.
 *
 * One process at a time: that is what is promised without a `Customers.Lock` that processes share. Without a provider it
 * does all three. bePaid has no search, so each `ensure` reads all customers: there are fewer of them.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { fileURLToPath } from "node:url"
import type { HttpClient } from "@effect/platform/HttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as BePaidEmulator from "../../src/bepaid/emulator.js"
import type { Emulator } from "../../src/emulator/http.js"
import { serve } from "../../src/emulator/server.js"
import * as OmiseEmulator from "../../src/omise/emulator.js"
import * as StancerEmulator from "../../src/stancer/emulator.js"
import { numbersOf } from "../ensure/simulation.js"

const kills = 20
const concurrency = 8
const shopId = "361"
const secretKey = Redacted.make("skey_test_of_the_emulator")
const testKey = Redacted.value(secretKey)

interface Provider {
  readonly count: number
  readonly emulator: () => Emulator
  readonly layer: (baseUrl: string) => Layer.Layer<Customers.Ensure, unknown, HttpClient>
  /** What tells two of the emulator's customers apart. */
  readonly keyOf: (customer: Readonly<Record<string, unknown>>) => unknown
}

const providers: Readonly<Record<string, Provider>> = {
  bepaid: {
    count: 300,
    emulator: () => BePaidEmulator.makeEmulator({ shopId, secretKey: testKey }),
    layer: (baseUrl) => BePaid.layer({ shopId, secretKey, baseUrl }),
    keyOf: ({ external_id }) => external_id
  },
  omise: {
    count: 2_000,
    // most of those that a killed child has just made are still missing from the index
    emulator: () => OmiseEmulator.makeEmulator({ testKey, searchLag: 2_000 }),
    layer: (baseUrl) => Omise.layer({ secretKey, baseUrl }),
    keyOf: ({ metadata }) => JSON.stringify(metadata)
  },
  stancer: {
    count: 2_000,
    emulator: () => StancerEmulator.makeEmulator({ testKey }),
    layer: (baseUrl) => Stancer.layer({ secretKey, baseUrl }),
    keyOf: ({ external_id }) => external_id
  }
}

const input = (index: number): Customers.CustomerInput => ({
  externalId: `user-${index}`,
  // Ten customers share an address, as the members of a family may.
  email: `family-${Math.floor(index / 10)}@example.com`,
  ip: "127.0.0.1"
})

const ensureAll = (provider: Provider, count: number, baseUrl: string) =>
  Stream.range(0, count - 1).pipe(
    Stream.mapEffect((index) => Customers.ensure(input(index)), { concurrency, unordered: true }),
    Stream.runDrain,
    Effect.provide(Layer.provide(provider.layer(baseUrl), NodeHttpClient.layerUndici))
  )

const start = (...args: ReadonlyArray<string>): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", fileURLToPath(import.meta.url), ...args], { stdio: "inherit" })

const exitOf = (child: ChildProcess) =>
  Effect.async<number | null>((resume) => void child.once("exit", (code) => resume(Effect.succeed(code))))

/** Kills the child when the emulator holds so many customers and a random moment more has passed. */
const killAt = (child: ChildProcess, emulator: Emulator, held: number, random: () => number) =>
  Effect.gen(function* () {
    while (emulator.count() < held && child.exitCode === null) yield* Effect.sleep("2 millis")
    yield* Effect.sleep(random() * 20)
    child.kill("SIGKILL")
  })

const soak = (name: string, provider: Provider, count: number, seed: number) =>
  Effect.gen(function* () {
    const emulator = provider.emulator()
    let requests = 0
    const url = yield* serve({
      ...emulator,
      handle: (request, now) => {
        requests += 1
        return emulator.handle(request, now)
      }
    })
    const random = numbersOf(seed)
    const moments = Array.from({ length: kills }, () => Math.floor(random() * count)).sort((a, b) => a - b)
    const killedAt: Array<number> = []
    // `null` for a child that was killed; one that was done before is no failure
    const exits: Array<number | null> = []
    const began = Date.now()
    for (const moment of moments) {
      const child = start("child", name, String(count), url)
      const exit = yield* Effect.fork(exitOf(child))
      yield* killAt(child, emulator, moment, random)
      exits.push(yield* exit)
      killedAt.push(emulator.count())
    }
    exits.push(yield* exitOf(start("child", name, String(count), url)))
    const held = emulator.customers().map(provider.keyOf)
    const different = new Set(held).size
    console.log(
      `${name}: ${held.length} customers of ${count}, ${different} different; killed at ${killedAt.join(" ")}; ` +
        `${requests} requests in ${Math.round((Date.now() - began) / 1000)} s; ${exits.filter((code) => code === null).length} killed`
    )
    const ended = exits.at(-1) === 0 && exits.every((code) => code === null || code === 0)
    return ended && held.length === count && different === count
  }).pipe(Effect.scoped)

const main = Effect.gen(function* () {
  const [first, ...rest] = process.argv.slice(2)
  if (first === "child") {
    const [name = "", count, baseUrl = ""] = rest
    const provider = providers[name]
    if (provider !== undefined) yield* ensureAll(provider, Number(count), baseUrl)
    return provider !== undefined
  }
  const [count, seed = String(Math.floor(Math.random() * 1e9))] = rest
  const chosen = Object.entries(providers).filter(([name]) => first === undefined || name === first)
  console.log(`seed ${seed}`)
  let good = chosen.length > 0
  for (const [name, provider] of chosen) {
    good = (yield* soak(name, provider, Number(count ?? provider.count), Number(seed))) && good
  }
  return good
})

Effect.runPromise(main).then((good) => {
  process.exitCode = good ? 0 : 1
})
