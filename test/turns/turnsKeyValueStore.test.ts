/** Turns that write each create down, in a store and in a folder: what the next process knows of one that was killed. */

import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Turns from "effect-payment-customers/Turns"
import { BePaidTest, Fault } from "effect-payment-customers/testing"
import * as turnsKeyValueStore from "effect-payment-customers/turnsKeyValueStore"
import * as Duration from "#line/Duration"
import * as Fiber from "#line/Fiber"
import * as KeyValueStore from "#line/KeyValueStore"
import * as Layer from "#line/Layer"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as Logger from "#line/test/Logger"
import * as NodeServices from "#line/test/NodeServices"
import * as Option from "#line/test/Option"
import * as Schedule from "#line/test/Schedule"
import { assert, describe, it } from "#line/test/vitest"
import { Credentials } from "../../src/call/credentials.js"
import { turnKey } from "../../src/turns/key.js"

const key = turnKey("an account and a customer", new Credentials(Redacted.make("a secret")))

/** Keeps what is logged. */
const logging = () => {
  const lines: Array<string> = []
  const layer = Logger.layer([Logger.map(Logger.formatSimple, (line) => lines.push(line))])
  return { lines, layer }
}

const take = Effect.flatMap(Turns.Turns, (turns) => turns.take(key))

/** Takes the turn and does something with it. */
const inTurn = <A, E, R>(use: (turn: Turns.Turn) => Effect.Effect<A, E, R>) =>
  Effect.scoped(Effect.flatMap(take, use))

const attempted = inTurn(({ attempted }) => Effect.succeed(attempted))

describe("over a KeyValueStore", () => {
  const store = Layer.provideMerge(turnsKeyValueStore.layer, KeyValueStore.layerMemory)

  it.live("knows what was written, until it is taken away", () =>
    Effect.gen(function* () {
      assert.isTrue(Option.isNone(yield* attempted))
      yield* inTurn(({ attempting }) => attempting(Duration.minutes(1)))
      const over = Option.getOrThrow(yield* attempted)
      // under way for another minute, less what the test has taken
      assert.isTrue(over >= -60_000 && over < -50_000)
      yield* inTurn(({ attempting }) => attempting(Duration.zero))
      const since = Option.getOrThrow(yield* attempted)
      assert.isTrue(since >= 0 && since < 10_000)
      yield* inTurn(({ settled }) => settled)
      assert.isTrue(Option.isNone(yield* attempted))
    }).pipe(Effect.provide(store))
  )

  it.live("keeps a digest and two times, and nothing of the customer", () =>
    Effect.gen(function* () {
      const kv = yield* KeyValueStore.KeyValueStore
      yield* inTurn(({ attempting }) => attempting(Duration.seconds(30)))
      const text = Option.getOrThrow(yield* KeyValueStore.textOf(kv, yield* key.digest))
      const { writtenAt, overAt, ...rest } = JSON.parse(text)
      deepStrictEqual([overAt - writtenAt, rest], [30_000, {}])
      assert.match(yield* key.digest, /^[0-9a-f]{64}$/)
    }).pipe(Effect.provide(store))
  )

  const unreadable: ReadonlyArray<readonly [name: string, text: (now: number) => string]> = [
    ["empty", () => ""],
    ["cut off", () => '{"writtenAt":12'],
    ["null", () => "null"],
    ["of other fields", () => '{"at":1}'],
    ["of texts", () => '{"writtenAt":"1","overAt":"2"}'],
    ["from the future", (now) => JSON.stringify({ writtenAt: now + 60_000, overAt: now + 90_000 })],
    ["over before it began", (now) => JSON.stringify({ writtenAt: now - 1, overAt: now - 2 })],
    ["longer than an attempt", (now) => JSON.stringify({ writtenAt: now - 1, overAt: now + 3_600_000 })]
  ]

  it.live.each([...unreadable])(
    "an entry that is %s counts as written now, once, with a warning",
    ([, text]) => {
      const { lines, layer } = logging()
      return Effect.gen(function* () {
        const kv = yield* KeyValueStore.KeyValueStore
        const before = yield* Clock.currentTimeMillis
        yield* kv.set(yield* key.digest, text(before))
        deepStrictEqual(yield* attempted, Option.some(0))
        assert.lengthOf(lines, 1)
        assert.include(lines.join(), "level=WARN")
        // it has been written anew: its time goes on
        const again = Option.getOrThrow(yield* attempted)
        assert.isTrue(again >= 0)
        const { overAt } = JSON.parse(Option.getOrThrow(yield* KeyValueStore.textOf(kv, yield* key.digest)))
        assert.isTrue(overAt >= before && overAt <= before + 10_000)
        assert.lengthOf(lines, 1)
      }).pipe(Effect.provide(Layer.merge(store, layer)))
    }
  )
})

const ensure = Customers.ensure({ externalId: "user-1", email: "customer@example.com", ip: "127.0.0.1" })

/** The folder stands for a process that was killed within a create: another Clock knows nothing of it in memory. */
const anotherProcess = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Clock.Clock, (clock) => Clock.provide(Object.create(clock))(self))

describe("in a folder", () => {
  const inFolder = <A, E>(use: (folder: string) => Effect.Effect<A, E>) =>
    Effect.acquireUseRelease(
      Effect.sync(() => mkdtempSync(join(tmpdir(), "turns-"))),
      (parent) => use(join(parent, "shop", "turns")),
      (parent) => Effect.sync(() => rmSync(parent, { recursive: true }))
    )
  const turnsIn = (folder: string) =>
    Layer.provide(turnsKeyValueStore.layerFolder(folder), NodeServices.layer)

  it.live("makes the folder for its owner alone, and leaves nothing in it", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        assert.isTrue((yield* ensure).created)
        assert.strictEqual(statSync(folder).mode & 0o777, 0o700)
        deepStrictEqual(readdirSync(folder), [])
      }).pipe(Effect.provide(BePaidTest.layer()), Effect.provide(turnsIn(folder)))
    )
  )

  it.live("after a kill in a create: the next process finds the customer, and creates none", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const control = yield* BePaidTest.Control
        yield* control.fault({ operation: "create", fault: Fault.delay("600 millis") })
        const first = yield* Effect.forkChild(ensure)
        // as it stands when the process is killed, which writes nothing more
        yield* Effect.repeat(control.requests, {
          until: (requests) => requests.some(({ operation }) => operation === "create"),
          schedule: Schedule.spaced("5 millis")
        })
        const [name = ""] = readdirSync(folder)
        const entry = readFileSync(join(folder, name), "utf8")
        yield* Fiber.interrupt(first)
        writeFileSync(join(folder, name), entry)
        const { created } = yield* anotherProcess(ensure)
        assert.isFalse(created)
        assert.lengthOf(yield* control.customers, 1)
        deepStrictEqual(readdirSync(folder), [])
      }).pipe(Effect.provide(BePaidTest.layer()), Effect.provide(turnsIn(folder)))
    )
  )

  it.live("whose entry can neither be read nor written: a customer that is there is found", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const { customer } = yield* ensure
        const turns = yield* Turns.Turns
        let name = ""
        yield* Effect.provideService(ensure, Turns.Turns, {
          take: (key) =>
            Effect.andThen(
              Effect.map(key.digest, (digest) => {
                name = digest
              }),
              turns.take(key)
            )
        })
        mkdirSync(join(folder, name))
        const again = yield* ensure
        deepStrictEqual([again.created, again.customer.id], [false, customer.id])
      }).pipe(
        Effect.provide(BePaidTest.layer()),
        Effect.provide(turnsIn(folder)),
        Effect.provide(logging().layer)
      )
    )
  )

  it.live("that can't be written: nothing is created, and the failure is retryable", () =>
    inFolder((folder) =>
      Effect.gen(function* () {
        const control = yield* BePaidTest.Control
        rmSync(folder, { recursive: true })
        writeFileSync(folder, "a file in its place")
        chmodSync(folder, 0o400)
        const error = yield* Effect.flip(ensure)
        assert.isTrue(error._tag === "Unavailable" && error.outcome === "NotSent" && error.retryable)
        const operations = (yield* control.requests).map(({ operation }) => operation)
        assert.notInclude(operations, "create")
      }).pipe(
        Effect.provide(BePaidTest.layer()),
        Effect.provide(turnsIn(folder)),
        Effect.provide(logging().layer)
      )
    )
  )
})
