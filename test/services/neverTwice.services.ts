/**
 * Two processes that ensure the same 500 (`KEYS`) new customers in the same order, at providers that are slow and lose answers,
 * with turns of a store that is restarted. One of the processes is killed while it creates, and another one takes its
 * place. Nobody is made twice.
 */
import { fileURLToPath } from "node:url"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { program, typescript } from "../support/child.js"
import { type ProviderName, serveSlowly, tally } from "../support/slowServer.js"
import type { Task } from "./ensuring.js"
import { type Store, stores } from "./stores.js"

const ensuring = fileURLToPath(new URL("ensuring.ts", import.meta.url))

const count = Number(process.env.KEYS ?? 500)

const keys = Array.from({ length: count }, (_, index) => `user-${index}`)

const ensuringProcess = (task: Task) =>
  program(process.execPath, [...typescript, ensuring, JSON.stringify(task)])

/** A provider that takes up to a second for a create, and loses one answer of twenty. */
const slow = (name: ProviderName) =>
  Effect.acquireRelease(
    Effect.promise(() =>
      serveSlowly(name, () => ({
        millis: 100 + Math.random() * 900,
        harm: Math.random() < 0.05 ? "loseAnswer" : undefined
      }))
    ),
    ({ close }) => Effect.promise(close)
  )

const until = (reached: () => boolean) =>
  Effect.repeat(Effect.sleep("20 millis"), { until: () => reached(), times: 3_000 })

/** @param meanwhile when a third of the customers are there */
const race = <R>(store: Store, name: ProviderName, meanwhile: Effect.Effect<unknown, unknown, R>) =>
  Effect.gen(function* () {
    const provider = yield* slow(name)
    const made = () => provider.emulator.held().length
    const start = ensuringProcess({ provider: name, url: provider.url, address: store.address, keys })
    const [killed, one] = [yield* start, yield* start]
    yield* until(() => made() > count / 5)
    killed.process.kill("SIGKILL")
    const other = yield* start
    yield* until(() => made() > count / 3)
    yield* meanwhile
    for (const child of [one, other]) assert.strictEqual(yield* child.ended, 0, child.stderr())
    return { name, ...tally(name, provider.emulator, keys) }
  })

describe.each(stores)("over $name", ({ serve }) => {
  it.live("0 twice, none lost, at bePaid, Omise and Stancer v2", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const names = ["bepaid", "omise", "stancerV2"] as const
      let waiting = names.length
      const restart = Effect.suspend(() => {
        waiting -= 1
        return waiting > 0 ? Effect.void : Effect.andThen(store.stop, store.start)
      })
      const tallies = yield* Effect.forEach(names, (name) => race(store, name, restart), {
        concurrency: names.length
      })
      const right = names.map((name) => ({ name, twice: 0, lost: 0 }))
      assert.deepStrictEqual<ReadonlyArray<unknown>>(tallies, right)
    })
  )
})
