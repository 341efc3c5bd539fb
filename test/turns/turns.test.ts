/** Turns of `ensure`: who waits for whom, what is written down, and what comes of a service of turns that fails. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Turns from "effect-payment-customers/Turns"
import { BePaidTest, Fault } from "effect-payment-customers/testing"
import * as Deferred from "#line/Deferred"
import * as Duration from "#line/Duration"
import * as Exit from "#line/Exit"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import * as Fiber from "#line/test/Fiber"
import * as Option from "#line/test/Option"
import * as Result from "#line/test/Result"
import * as Schedule from "#line/test/Schedule"
import * as TestClock from "#line/test/TestClock"
import { KeyedTurns } from "../../src/turns/keyed.js"
import { Control, subjects } from "../customers/ensure/subjects.js"
import { answer, never, type Step, scripted } from "../support/scripted.js"

const john: Customers.CustomerInput = {
  externalId: "user-4711",
  email: "john.doe@example.com",
  ip: "203.0.113.7",
  name: "John Doe"
}
const jane: Customers.CustomerInput = { ...john, externalId: "user-4712", email: "jane.roe@example.com" }

/** Turns that note what they are asked for, and otherwise do as the default ones. */
const noting = () => {
  const digests: Array<string> = []
  const notes: Array<string> = []
  const note = (text: string) => Effect.sync(() => void notes.push(text))
  const turns: Turns.Service = {
    take: (key) =>
      Effect.gen(function* () {
        digests.push(yield* key.digest)
        yield* Effect.acquireRelease(note("take"), () => note("release"))
        return {
          attempted: Option.none(),
          attempting: (lasting) => note(`attempting ${Duration.toMillis(lasting)}`),
          settled: note("settled")
        }
      })
  }
  return { digests, notes, turns }
}

/** The provider answers nothing for half a minute: the time that an attempt may take. */
const stuck = Effect.flatMap(Control, ({ fault }) =>
  fault({ fault: Fault.neverAnswer({ carriedOut: false }) })
)

describe.each(subjects)("$name", ({ layer, looksFirst }) => {
  it.live("asks for the same turn for the same customer, and for another for another", () =>
    Effect.gen(function* () {
      const { digests, turns } = noting()
      const inOtherOrder = Object.fromEntries(
        Object.entries(john).reverse()
      ) as unknown as Customers.CustomerInput
      yield* Effect.forEach([john, inOtherOrder, { ...john, ip: "198.51.100.1" }, jane], (input) =>
        Effect.provideService(Customers.ensure(input), Turns.Turns, turns)
      )
      const [first, second, third, other] = digests
      deepStrictEqual([second, third], [first, first])
      assert.notStrictEqual(other, first)
      // nothing of the customer, and nothing that can be guessed without the secret key
      assert.match(digests.join(), /^[0-9a-f]{64}(,[0-9a-f]{64}){3}$/)
    }).pipe(Effect.provide(layer()))
  )

  it.live("writes an attempt down before it is sent, and takes it away when its end is known", () =>
    Effect.gen(function* () {
      const control = yield* Control
      const { notes, turns } = noting()
      const counting: Turns.Service = {
        take: (key) =>
          Effect.map(turns.take(key), (turn) => ({
            ...turn,
            attempting: (lasting) =>
              Effect.gen(function* () {
                yield* turn.attempting(lasting)
                const requests = yield* control.requests
                notes.push(`${requests.filter(({ operation }) => operation === "create").length} sent`)
              })
          }))
      }
      yield* Effect.provideService(Customers.ensure(john), Turns.Turns, counting)
      deepStrictEqual(notes, ["take", "attempting 30000", "0 sent", "settled", "release"])
    }).pipe(Effect.provide(layer()))
  )

  it.live("gives its turn back, and writes that the end is not known, when the caller is interrupted", () =>
    Effect.gen(function* () {
      const control = yield* Control
      const { notes, turns } = noting()
      yield* control.fault({ operation: "create", fault: Fault.neverAnswer({ carriedOut: true }) })
      const fiber = yield* Effect.forkChild(Effect.provideService(Customers.ensure(john), Turns.Turns, turns))
      yield* Effect.repeat(control.requests, {
        until: (requests) => requests.some(({ operation }) => operation === "create"),
        schedule: Schedule.spaced("1 millis")
      })
      yield* Fiber.interrupt(fiber)
      deepStrictEqual(notes, ["take", "attempting 30000", "attempting 0", "release"])
    }).pipe(Effect.provide(layer()))
  )

  it.effect("takes away what it has written when the caller leaves before anything is sent", () =>
    Effect.gen(function* () {
      const control = yield* Control
      const notes: Array<string> = []
      const fiber = yield* Effect.forkChild(
        Effect.provideService(Customers.ensure(john), Turns.Turns, {
          take: () =>
            Effect.succeed({
              attempted: Option.none(),
              attempting: () =>
                Effect.delay(
                  Effect.sync(() => void notes.push("attempting")),
                  "1 second"
                ),
              settled: Effect.sync(() => void notes.push("settled"))
            })
        })
      )
      yield* TestClock.adjust("500 millis")
      yield* Fiber.interrupt(fiber)
      deepStrictEqual(notes, ["settled"])
      // so nobody has to wait for a customer that can't show
      assert.isTrue((yield* Customers.ensure(john)).created)
      const creates = (yield* control.requests).filter(({ operation }) => operation === "create")
      assert.lengthOf(creates, 1)
    }).pipe(Effect.provide(layer()))
  )

  it.live("writes nothing where the customer is there", () =>
    Effect.gen(function* () {
      yield* Customers.ensure(john)
      const { notes, turns } = noting()
      yield* Effect.provideService(Customers.ensure(john), Turns.Turns, turns)
      const writes = notes.filter((note) => note.startsWith("attempting"))
      deepStrictEqual(writes, looksFirst ? [] : ["attempting 30000"])
    }).pipe(Effect.provide(layer()))
  )

  it.effect("does not let the callers of another customer wait", () =>
    Effect.gen(function* () {
      yield* stuck
      const waiting = yield* Effect.forkChild(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      assert.isTrue((yield* Customers.ensure(jane)).created)
      assert.isFalse(Fiber.isDone(waiting))
      yield* Fiber.interrupt(waiting)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("lets the next caller on when one is interrupted", () =>
    Effect.gen(function* () {
      yield* stuck
      const first = yield* Effect.forkChild(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      const second = yield* Effect.forkChild(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(first)
      // the first one may have created: the second one makes sure that its customer can no longer show
      yield* TestClock.adjust("10 seconds")
      assert.isTrue((yield* Fiber.join(second)).created)
      assert.lengthOf(yield* Effect.flatMap(Control, ({ customers }) => customers), 1)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("lets nobody wait for a turn beyond the deadline", () =>
    Effect.gen(function* () {
      yield* stuck
      const first = yield* Effect.forkChild(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      const second = yield* Effect.forkChild(
        Effect.flip(Customers.withOptions(Customers.ensure(john), { deadline: "5 seconds" }))
      )
      yield* TestClock.adjust("5 seconds")
      const error = yield* Fiber.join(second)
      assert.isTrue(error._tag === "Unavailable" && error.reason === "Timeout")
      // at Stancer v1 the first request of the one before is a create
      const outcome = looksFirst ? "NotSent" : "Unknown"
      assert.strictEqual(error._tag === "Unavailable" && error.outcome, outcome)
      assert.isTrue(CustomersError.isRetryable(error))
      // and who left the queue is not waited for
      yield* Fiber.interrupt(first)
      const third = yield* Effect.forkChild(Customers.ensure(john))
      yield* TestClock.adjust("10 seconds")
      assert.isTrue((yield* Fiber.join(third)).created)
    }).pipe(Effect.provide(layer()))
  )

  it.effect("says that a customer may still show where the deadline passes before it looks", () =>
    Effect.gen(function* () {
      const control = yield* Control
      yield* control.fault({ operation: "create", fault: Fault.neverAnswer({ carriedOut: true }) })
      const first = yield* Effect.forkChild(Customers.ensure(john))
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(first)
      const second = yield* Effect.forkChild(
        Customers.withOptions(Effect.delay(Customers.ensure(john), "3 seconds"), {
          deadline: "2 seconds"
        }).pipe(Effect.flip)
      )
      yield* TestClock.adjust("3 seconds")
      const error = yield* Fiber.join(second)
      assert.isTrue(
        error._tag === "Unavailable" && error.operation === "ensure" && error.outcome === "Unknown"
      )
    }).pipe(Effect.provide(layer()))
  )

  it.effect("keeps the deadline while it waits for its turn and afterwards", () =>
    Effect.gen(function* () {
      yield* stuck
      const first = yield* Effect.forkChild(
        Customers.withOptions(Customers.ensure(john), { deadline: "3 seconds" })
      )
      yield* TestClock.adjust("1 millis")
      const second = yield* Effect.forkChild(
        Customers.withOptions(Customers.ensure(john), { deadline: "20 seconds" })
      )
      yield* TestClock.adjust("3 seconds")
      assert.isTrue(Exit.isFailure(yield* Fiber.await(first)))
      // at Stancer v1 the first request was a create
      yield* TestClock.adjust("10 seconds")
      assert.isTrue((yield* Fiber.join(second)).created)
    }).pipe(Effect.provide(layer()))
  )
})

describe("the turns of this process", () => {
  const forever = Number.POSITIVE_INFINITY

  const held = (ends: "succeeds" | "fails" | "is interrupted") =>
    Effect.gen(function* () {
      const turns = new KeyedTurns()
      const end = yield* Deferred.make<void, string>()
      const fibers = yield* Effect.forEach(["a", "a", "b"], (key) =>
        Effect.forkChild(turns.run(key, forever, Deferred.await(end)))
      )
      yield* TestClock.adjust(0)
      assert.strictEqual(turns.size, 2)
      if (ends === "is interrupted") yield* Fiber.interruptAll(fibers)
      else yield* ends === "succeeds" ? Deferred.succeed(end, undefined) : Deferred.fail(end, "no")
      yield* Effect.forEach(fibers, Fiber.await)
      return turns.size
    })

  it.effect.each(["succeeds", "fails", "is interrupted"] as const)(
    "keep nothing of a key when everybody who wanted it %s",
    (ends) => Effect.map(held(ends), (left) => assert.strictEqual(left, 0))
  )

  it.effect("come in the order of the callers, and also when one leaves", () =>
    Effect.gen(function* () {
      const turns = new KeyedTurns()
      const order: Array<string> = []
      const step = (name: string) =>
        turns.run(
          "key",
          forever,
          Effect.gen(function* () {
            order.push(`${name} in`)
            yield* Effect.sleep("1 second")
            order.push(`${name} out`)
          })
        )
      const fiber = yield* Effect.forkChild(
        Effect.all([step("first"), step("second"), Effect.delay(step("third"), "1500 millis")], {
          concurrency: "unbounded"
        })
      )
      yield* TestClock.adjust("100 millis")
      const leaves = yield* Effect.forkChild(step("fourth"))
      yield* TestClock.adjust("100 millis")
      yield* Fiber.interrupt(leaves)
      yield* TestClock.adjust("10 seconds")
      yield* Fiber.join(fiber)
      deepStrictEqual(order, ["first in", "first out", "second in", "second out", "third in", "third out"])
    })
  )
})

describe("accounts", () => {
  const shop = (shopId: string, steps: ReadonlyArray<Step>, secret = "secret") =>
    BePaid.layer({ shopId, secretKey: Redacted.make(secret) }).pipe(Layer.provide(scripted(steps).layer))
  const made = answer(201, { id: "cst_1d2b48a3dbf8ab0a", external_id: "1", email: "john.doe@example.com" })

  it.effect("do not wait for one another's customers of the same key", () =>
    Effect.gen(function* () {
      const input = { ...john, externalId: "1" }
      const stuckShop = yield* Effect.forkChild(Effect.provide(Customers.ensure(input), shop("1", [never])))
      yield* TestClock.adjust("1 second")
      const { created } = yield* Effect.provide(Customers.ensure(input), shop("2", [answer(200, []), made]))
      assert.isTrue(created)
      yield* Fiber.interrupt(stuckShop)
    })
  )

  it.effect("are shared by two layers: what one of them has begun, the other one knows", () =>
    Effect.gen(function* () {
      const input = { ...john, externalId: "1" }
      const first = yield* Effect.forkChild(
        Effect.provide(Customers.ensure(input), shop("1", [answer(200, []), never]))
      )
      yield* TestClock.adjust("1 second")
      yield* Fiber.interrupt(first)
      const script = scripted([
        answer(200, []),
        answer(200, [{ id: "cst_1d2b48a3dbf8ab0a", external_id: "1" }])
      ])
      const layer = BePaid.layer({ shopId: "1", secretKey: Redacted.make("secret") }).pipe(
        Layer.provide(script.layer)
      )
      const second = yield* Effect.forkChild(Effect.provide(Customers.ensure(input), layer))
      yield* TestClock.adjust("500 millis")
      const { customer, created } = yield* Fiber.join(second)
      deepStrictEqual([customer.id, created, script.sent.length], ["cst_1d2b48a3dbf8ab0a", false, 2])
    })
  )

  it.live("have digests of their own, by provider, base URL, user and secret key", () =>
    Effect.gen(function* () {
      const { digests, turns } = noting()
      const list = () => [answer(200, [{ id: "cst_1d2b48a3dbf8ab0a", external_id: "1" }])]
      const layers = [
        shop("1", list()),
        shop("1", list()),
        shop("2", list()),
        shop("1", list(), "another"),
        BePaid.layer({
          shopId: "1",
          secretKey: Redacted.make("secret"),
          baseUrl: "https://api.bepaid.example"
        }).pipe(Layer.provide(scripted(list()).layer))
      ]
      yield* Effect.forEach(layers, (layer) =>
        Customers.ensure({ ...john, externalId: "1" }).pipe(
          Effect.provideService(Turns.Turns, turns),
          Effect.provide(layer)
        )
      )
      assert.strictEqual(digests[0], digests[1])
      assert.strictEqual(new Set(digests).size, 4)
    })
  )
})

describe("a service of turns", () => {
  const unwritten: Turns.Turn = {
    attempted: Option.none(),
    attempting: () => Effect.void,
    settled: Effect.void
  }
  const inTime = Customers.withOptions({ deadline: "5 seconds" })
  const ensureWith = (turns: Partial<Turns.Turn> | { readonly take: Turns.Service["take"] }) => {
    const service = "take" in turns ? turns : { take: () => Effect.succeed({ ...unwritten, ...turns }) }
    return inTime(Effect.provideService(Customers.ensure(john), Turns.Turns, service))
  }
  const creates = Effect.flatMap(BePaidTest.Control, ({ requests }) =>
    Effect.map(requests, (all) => all.filter(({ operation }) => operation === "create").length)
  )

  const failing: ReadonlyArray<{
    readonly name: string
    readonly turns: Parameters<typeof ensureWith>[0]
    readonly reason: "Transport" | "Timeout"
  }> = [
    { name: "fails to give a turn", turns: { take: () => Effect.fail("down") }, reason: "Transport" },
    { name: "gives no turn in time", turns: { take: () => Effect.never }, reason: "Timeout" },
    { name: "dies", turns: { take: () => Effect.die("down") }, reason: "Transport" },
    {
      name: "throws",
      turns: {
        take: () => {
          throw new Error("down")
        }
      },
      reason: "Transport"
    },
    { name: "dies in writing", turns: { attempting: () => Effect.die("down") }, reason: "Transport" },
    { name: "can't write", turns: { attempting: () => Effect.fail("down") }, reason: "Transport" },
    { name: "does not end writing", turns: { attempting: () => Effect.never }, reason: "Transport" },
    {
      name: "is always too slow in writing",
      turns: { attempting: () => Effect.sleep("1 second") },
      reason: "Transport"
    }
  ]

  it.effect.each([...failing])(
    "that $name: nothing is created, and it may be called again",
    ({ turns, reason }) =>
      Effect.gen(function* () {
        const fiber = yield* Effect.forkChild(Effect.result(ensureWith(turns)))
        yield* TestClock.adjust("5 seconds")
        const result = yield* Fiber.join(fiber)
        const error = Result.isFailure(result)
          ? Result.getOrThrow(Result.flip(result))
          : assert.fail("a success")
        assert.isTrue(error._tag === "Unavailable" && error.outcome === "NotSent" && error.reason === reason)
        assert.isTrue(CustomersError.isRetryable(error))
        assert.strictEqual(yield* creates, 0)
      }).pipe(Effect.provide(BePaidTest.layer({ settlingTime: "2 seconds" })))
  )

  const releasing = (release: Effect.Effect<void>): Parameters<typeof ensureWith>[0] => ({
    take: () =>
      Effect.as(
        Effect.addFinalizer(() => release),
        unwritten
      )
  })
  const tolerated: ReadonlyArray<{
    readonly name: string
    readonly turns: Parameters<typeof ensureWith>[0]
  }> = [
    { name: "can't take away what it has written", turns: { settled: Effect.fail("down") } },
    { name: "dies in taking it away", turns: { settled: Effect.die("down") } },
    { name: "hangs in taking it away", turns: { settled: Effect.never } },
    { name: "dies in releasing", turns: releasing(Effect.die("down")) },
    { name: "hangs in releasing", turns: releasing(Effect.never) }
  ]

  it.effect.each([...tolerated])("that $name: the customer is given all the same", ({ turns }) =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(ensureWith(turns))
      yield* TestClock.adjust("4 seconds")
      assert.isTrue((yield* Fiber.join(fiber)).created)
      assert.strictEqual(yield* creates, 1)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("that hangs in releasing is not waited for beyond the deadline", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.forkChild(
        Customers.ensure(john).pipe(
          Effect.provideService(Turns.Turns, {
            take: () =>
              Effect.as(
                Effect.addFinalizer(() => Effect.never),
                unwritten
              )
          }),
          Customers.withOptions({ deadline: "500 millis" })
        )
      )
      yield* TestClock.adjust("500 millis")
      assert.isTrue((yield* Fiber.join(fiber)).created)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("keeps no turn of a caller who leaves while it is given one", () =>
    Effect.gen(function* () {
      let held = 0
      const slow: Turns.Service = {
        take: () =>
          Effect.acquireRelease(
            Effect.delay(
              Effect.sync(() => void held++),
              "30 millis"
            ),
            () => Effect.sync(() => void held--)
          ).pipe(Effect.as(unwritten))
      }
      for (const leavesAfter of [10, 29, 30, 31]) {
        const fiber = yield* Effect.forkChild(
          Effect.provideService(Customers.ensure(john), Turns.Turns, slow)
        )
        yield* TestClock.adjust(leavesAfter)
        const leaving = yield* Effect.forkChild(Fiber.interrupt(fiber))
        yield* TestClock.adjust("100 millis")
        yield* Fiber.join(leaving)
        assert.strictEqual(held, 0, `after ${leavesAfter} ms`)
      }
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect.each([
    { says: Number.NaN, looks: 6 },
    { says: Number.NEGATIVE_INFINITY, looks: 14 },
    { says: Number.POSITIVE_INFINITY, looks: 1 }
  ])("that says an attempt has been over for $says milliseconds: it ends all the same", ({ says, looks }) =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      const fiber = yield* Effect.forkChild(
        Effect.provideService(Customers.ensure(john), Turns.Turns, {
          take: () => Effect.succeed({ ...unwritten, attempted: Option.some(says) })
        })
      )
      yield* TestClock.adjust("2 hours")
      assert.isTrue((yield* Fiber.join(fiber)).created)
      const lists = (yield* control.requests).filter(({ operation }) => operation === "list")
      assert.lengthOf(lists, looks)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect(
    "that only one of two layers of an account has: the callers of both take turns all the same",
    () =>
      Effect.gen(function* () {
        const layer = BePaidTest.layer()
        const [one, other] = yield* Effect.flatMap(Effect.context<Customers.Ensure>(), (context) =>
          Effect.all(
            [
              Effect.provide(Customers.ensure(john), context),
              Effect.provideService(Effect.provide(Customers.ensure(john), context), Turns.Turns, {
                take: () => Effect.succeed(unwritten)
              })
            ],
            { concurrency: "unbounded" }
          )
        ).pipe(Effect.provide(layer))
        deepStrictEqual([one.created, other.created, one.customer.id], [true, false, other.customer.id])
      })
  )

  it.effect("whose writing took half of the settling time: it looks again before it creates", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      let slow = true
      const fiber = yield* Effect.forkChild(
        Customers.ensure(john).pipe(
          Effect.provideService(Turns.Turns, {
            take: () =>
              Effect.succeed({
                attempted: Option.none(),
                // the machine sleeps while the first entry is written
                attempting: () =>
                  Effect.suspend(() => {
                    const delay = slow ? "5 seconds" : "4999 millis"
                    slow = false
                    return Effect.sleep(delay)
                  }),
                settled: Effect.void
              })
          })
        )
      )
      yield* TestClock.adjust("10 seconds")
      assert.isTrue((yield* Fiber.join(fiber)).created)
      const operations = (yield* control.requests).map(({ operation }) => operation)
      deepStrictEqual(operations, ["list", "list", "create"])
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect("that knows of an attempt: nobody creates until its customer can no longer show", () =>
    Effect.gen(function* () {
      const control = yield* BePaidTest.Control
      // it may be under way for 3 more seconds
      const fiber = yield* Effect.forkChild(
        Effect.provideService(Customers.ensure(john), Turns.Turns, {
          take: () =>
            Effect.succeed({
              attempted: Option.some(-3_000),
              attempting: () => Effect.void,
              settled: Effect.void
            })
        })
      )
      yield* TestClock.adjust("12999 millis")
      assert.strictEqual(yield* creates, 0)
      yield* TestClock.adjust("1 millis")
      assert.isTrue((yield* Fiber.join(fiber)).created)
      const looks = (yield* control.requests).filter(({ operation }) => operation === "list")
      deepStrictEqual(
        looks.map(({ at }) => at),
        [0, 500, 1_500, 3_500, 7_500, 13_000]
      )
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.effect.each([
    { name: "of the layer", toLayer: true },
    { name: "of the program", toLayer: false }
  ])("counts wherever it is given: as that $name", ({ toLayer }) =>
    Effect.gen(function* () {
      const broken = Layer.succeed(Turns.Turns, { take: () => Effect.fail("down") })
      const layer = BePaidTest.layer()
      const provided = toLayer ? Layer.provide(layer, broken) : Layer.merge(layer, broken)
      const error = yield* Effect.flip(Effect.provide(Customers.ensure(john), provided))
      assert.strictEqual(error._tag, "Unavailable")
    })
  )
})
