/** Turns in a real Postgres and a real Redis: who has them, what is written, and what comes of a server that fails. */
import { fileURLToPath } from "node:url"
import { inspect } from "node:util"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Turns from "effect-payment-customers/Turns"
import { BePaidTest } from "effect-payment-customers/testing"
import * as turnsPostgres from "effect-payment-customers/turnsPostgres"
import * as turnsRedis from "effect-payment-customers/turnsRedis"
import * as Duration from "#line/Duration"
import * as Layer from "#line/Layer"
import * as Scope from "#line/Scope"
import * as SqlClient from "#line/SqlClient"
import * as Clock from "#line/test/Clock"
import * as Effect from "#line/test/Effect"
import * as Fiber from "#line/test/Fiber"
import * as Logger from "#line/test/Logger"
import * as Option from "#line/test/Option"
import * as PgClient from "#line/test/PgClient"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import { Credentials } from "../../src/call/credentials.js"
import { turnKey } from "../../src/turns/key.js"
import { rowsIn } from "../../src/turns/postgres.js"
import { program, typescript } from "../support/child.js"
import { postgresServer } from "./postgres.js"
import { redisServer } from "./redis.js"
import { clientOf, type Store, stores, turnsAt } from "./stores.js"

const holding = fileURLToPath(new URL("holding.ts", import.meta.url))

const key = turnKey("an account and a customer", new Credentials(Redacted.make("a secret")))

/** A service of turns of its own, as another process has one, until the scope closes. */
const serviceOf = ({ address }: Store, expiration: Duration.Input = "15 seconds") =>
  Effect.flatMap(Layer.build(turnsAt(address, { expiration, longestAttempt: "1 millis" })), (context) =>
    Effect.provide(Effect.flatMap(Turns.Turns, Effect.succeed), context)
  )

/** In a turn, which ends with it. */
const inTurn = <A, E>(turns: Turns.Service, use: (turn: Turns.Turn) => Effect.Effect<A, E>) =>
  Effect.scoped(Effect.flatMap(turns.take(key), use))

const attemptedOf = (turns: Turns.Service) => inTurn(turns, ({ attempted }) => Effect.succeed(attempted))

const isBetween = (millis: Option.Option<number>, least: number, most: number) =>
  assert.isTrue(
    Option.exists(millis, (value) => value >= least && value <= most),
    inspect(millis)
  )

/** How long it takes, in milliseconds, and how it ends. */
const timed = <A, E, R>(self: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const begun = yield* Clock.currentTimeMillis
    const result = yield* Effect.result(self)
    return { result, millis: (yield* Clock.currentTimeMillis) - begun }
  })

/** Keeps what is logged. */
const logging = () => {
  const lines: Array<string> = []
  return { lines, layer: Logger.layer([Logger.map(Logger.formatSimple, (line) => lines.push(line))]) }
}

const john: Customers.CustomerInput = {
  externalId: "user-4711",
  email: "john.doe@example.com",
  ip: "203.0.113.7"
}

const failureOf = <A, E>(result: Result.Result<A, E>) => Result.getOrThrow(Result.flip(result))

describe.each(stores)("$name", ({ name, serve }) => {
  it.live("one has the turn, the other one waits until it is over", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const [one, other] = [yield* serviceOf(store), yield* serviceOf(store)]
      const order: Array<string> = []
      const waiting = yield* inTurn(one, () =>
        Effect.gen(function* () {
          const fiber = yield* Effect.forkDetach(
            inTurn(other, () => Effect.sync(() => order.push("the other")))
          )
          yield* Effect.sleep("700 millis")
          order.push("one is over")
          return fiber
        })
      )
      yield* Fiber.join(waiting)
      assert.deepStrictEqual(order, ["one is over", "the other"])
      // rows that are over are removed
      assert.strictEqual(yield* store.rows, 0)
    })
  )

  it.live("who leaves while it waits leaves nothing", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const [one, other] = [yield* serviceOf(store), yield* serviceOf(store)]
      yield* inTurn(one, () =>
        Effect.gen(function* () {
          assert.deepStrictEqual(yield* Effect.timeoutOption(attemptedOf(other), "300 millis"), Option.none())
          assert.strictEqual(yield* store.rows, 1)
        })
      )
      assert.strictEqual(yield* store.rows, 0)
    })
  )

  it.live("what is written outlives the turn, until it is taken away", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const [one, other] = [yield* serviceOf(store), yield* serviceOf(store)]
      yield* inTurn(one, ({ attempting }) => attempting(Duration.minutes(1)))
      isBetween(yield* attemptedOf(other), -60_000, -40_000)
      yield* inTurn(one, ({ attempting }) => attempting(Duration.zero))
      isBetween(yield* attemptedOf(other), 0, 20_000)
      yield* inTurn(other, ({ settled }) => settled)
      assert.strictEqual(yield* store.rows, 0)
    })
  )

  it.live("a turn is renewed for as long as it lasts", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const [one, other] = [yield* serviceOf(store, "1 second"), yield* serviceOf(store, "1 second")]
      yield* inTurn(one, () =>
        Effect.gen(function* () {
          assert.deepStrictEqual(yield* Effect.timeoutOption(attemptedOf(other), "3 seconds"), Option.none())
        })
      )
    })
  )

  /** Another process that has the turn, and has written an attempt of a minute. */
  const holdingProcess = ({ address }: Store) =>
    Effect.tap(
      program(process.execPath, [
        ...typescript,
        holding,
        JSON.stringify({ address, expiration: "2 seconds" })
      ]),
      ({ printed }) => printed("taken")
    )

  it.live("a process that is killed loses its turn by time, and what it has written stays", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const child = yield* holdingProcess(store)
      child.process.kill("SIGKILL")
      const { result, millis } = yield* timed(attemptedOf(yield* serviceOf(store)))
      isBetween(Result.getOrThrow(result), -60_000, -40_000)
      assert.isBelow(millis, 5_000)
    })
  )

  it.live("who stood still beyond its expiry writes nothing, and takes nothing from the next one", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const child = yield* holdingProcess(store)
      child.process.kill("SIGSTOP")
      const next = yield* serviceOf(store)
      yield* inTurn(next, ({ attempting }) =>
        Effect.gen(function* () {
          yield* attempting(Duration.minutes(10))
          child.process.kill("SIGCONT")
          child.process.kill("SIGUSR2")
          yield* child.ended
          assert.strictEqual(child.stdout(), "taken\nattempting refused\nsettled refused\n")
          // it is the next one's yet
          assert.deepStrictEqual(
            yield* Effect.timeoutOption(attemptedOf(yield* serviceOf(store)), "300 millis"),
            Option.none()
          )
        }).pipe(Effect.scoped)
      )
      isBetween(yield* attemptedOf(next), -600_000, -500_000)
    })
  )

  it.live("a closed layer leaves nothing behind, also of a turn that lasts yet", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const [layer, turn] = [yield* Scope.make(), yield* Scope.make()]
      const turns = yield* Scope.provide(serviceOf(store), layer)
      const { attempting } = yield* Scope.provide(turns.take(key), turn)
      assert.strictEqual(yield* store.rows, 1)
      yield* Scope.close(layer, yield* Effect.exit(Effect.void))
      assert.strictEqual(yield* store.rows, 0)
      assert.isTrue(Result.isFailure(yield* Effect.result(attempting(Duration.minutes(1)))))
    })
  )

  it.live("a server that stands still: a typed error within the deadline, and nothing is sent", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const turns = yield* serviceOf(store)
      const ensure = Effect.provideService(Customers.ensure(john), Turns.Turns, turns)
      yield* store.freeze
      const { result, millis } = yield* timed(Customers.withOptions(ensure, { deadline: "1 second" }))
      yield* store.thaw
      assert.deepInclude(failureOf(result), { _tag: "Unavailable", outcome: "NotSent" })
      assert.isBelow(millis, 2_000)
      assert.isTrue((yield* ensure).created)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )

  it.live("a server that is gone: a typed error, a line in the log, and turns when it is back", () =>
    Effect.gen(function* () {
      const store = yield* serve
      const turns = yield* serviceOf(store)
      const log = logging()
      const ensure = Effect.provideService(Customers.ensure(john), Turns.Turns, turns)
      yield* store.stop
      const { result, millis } = yield* timed(Effect.provide(ensure, log.layer))
      assert.deepInclude(failureOf(result), {
        _tag: "Unavailable",
        outcome: "NotSent",
        code: "turns_unavailable"
      })
      assert.isBelow(millis, 8_000)
      assert.match(log.lines.join("\n"), new RegExp(`turns: ${name} failed`))
      assert.notMatch(log.lines.join("\n"), /john|4711|[0-9a-f]{32}/)
      yield* store.start
      assert.isTrue((yield* Effect.retry(ensure, { times: 5 })).created)
    }).pipe(Effect.provide(BePaidTest.layer()))
  )
})

describe("Postgres", () => {
  const table = "effect_payment_customers_turns"

  /** A database without the table, in a context of its client. */
  const inDatabase = <A, E>(
    use: Effect.Effect<A, E, SqlClient.SqlClient | Scope.Scope>
  ): Effect.Effect<A, unknown, Scope.Scope> =>
    Effect.flatMap(postgresServer, ({ url }) => Effect.provide(use, clientOf(url)))

  it.live("without the table, the layer fails and says what makes it; so it does for another version", () =>
    inDatabase(
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        const build = Effect.result(Effect.scoped(Layer.build(turnsPostgres.layer())))
        const missing = failureOf(yield* build)
        assert.deepInclude(missing, { _tag: "TurnsTableError", table, expected: 1 })
        assert.include(String(missing), "run turnsPostgres.migrate")
        yield* sql`CREATE TABLE ${sql(table)} (name text)`
        assert.include(String(failureOf(yield* build)), `"effect-payment-customers turns, version 1"`)
        yield* sql.unsafe(`COMMENT ON TABLE ${table} IS 'effect-payment-customers turns, version 2'`)
        for (const failed of [failureOf(yield* build), yield* Effect.flip(turnsPostgres.migrate())]) {
          assert.include(String(failed), `is "effect-payment-customers turns, version 2"`)
          assert.include(String(failed), `needs "effect-payment-customers turns, version 1"`)
        }
      })
    )
  )

  it.live("is migrated by several at once, and by the statements alone, in a schema of one's own", () =>
    inDatabase(
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* Effect.replicateEffect(turnsPostgres.migrate(), 5, { concurrency: "unbounded" })
        yield* sql`CREATE SCHEMA payments`
        for (const statement of turnsPostgres.migration({ table: "payments.turns" }).split(";\n")) {
          if (statement !== "") yield* sql.unsafe(statement)
        }
        const context = yield* Layer.build(turnsPostgres.layer({ table: "payments.turns" }))
        const turns = yield* Effect.provide(Effect.flatMap(Turns.Turns, Effect.succeed), context)
        yield* inTurn(turns, () =>
          Effect.gen(function* () {
            assert.lengthOf(yield* sql`SELECT name FROM payments.turns`, 1)
            assert.lengthOf(yield* sql`SELECT name FROM ${sql(table)}`, 0)
          })
        )
      })
    )
  )

  it.live(
    "leaves a transaction of the caller aside: others see the turn, and a rollback takes nothing back",
    () =>
      inDatabase(
        Effect.gen(function* () {
          const sql = yield* SqlClient.SqlClient
          yield* turnsPostgres.migrate()
          const context = yield* Layer.build(turnsPostgres.layer())
          const turns = yield* Effect.provide(Effect.flatMap(Turns.Turns, Effect.succeed), context)
          yield* Effect.ignore(
            sql.withTransaction(
              Effect.andThen(
                inTurn(turns, ({ attempting }) => attempting(Duration.minutes(1))),
                Effect.fail("rolled back")
              )
            )
          )
          isBetween(yield* attemptedOf(turns), -60_000, -40_000)
        })
      )
  )

  it.live("a statement that comes late undoes nothing that was written after it", () =>
    inDatabase(
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* turnsPostgres.migrate()
        const rows = rowsIn(sql, table, 15_000)
        const row = { name: yield* key.digest, holder: "one" }
        yield* rows.hold(row)
        assert.isTrue(yield* rows.write(row, 2, 60_000))
        // it was begun before, to take an older attempt away, and its answer was not waited for
        assert.isFalse(yield* rows.write(row, 1, undefined))
        yield* rows.free(row)
        const other = { ...row, holder: "other" }
        isBetween(Option.flatten(yield* rows.hold(other)), -60_000, -40_000)
        // another turn counts anew
        assert.isTrue(yield* rows.write(other, 1, undefined))
      })
    )
  )

  it.live("reads its rows also by a client that renames columns", () =>
    Effect.gen(function* () {
      const { url } = yield* postgresServer
      const transforming = PgClient.layer({
        url: Redacted.make(url),
        transformQueryNames: (name) => name.toUpperCase(),
        transformResultNames: (name) => `${name}_renamed`
      })
      yield* Effect.gen(function* () {
        yield* turnsPostgres.migrate()
        const context = yield* Layer.build(turnsPostgres.layer())
        const turns = yield* Effect.provide(Effect.flatMap(Turns.Turns, Effect.succeed), context)
        yield* inTurn(turns, ({ attempting }) => attempting(Duration.minutes(1)))
        isBetween(yield* attemptedOf(turns), -60_000, -40_000)
      }).pipe(Effect.provide(transforming))
    })
  )

  it.live("removes what was left behind when it is of no use any more", () =>
    inDatabase(
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* turnsPostgres.migrate()
        yield* sql`INSERT INTO ${sql(table)} (name, holder, held_until, attempt_over_at) VALUES
          ('killed without an attempt', 'a', now() - interval '1 second', NULL),
          ('attempt long over', NULL, NULL, now() - interval '61 minutes'),
          ('attempt over', NULL, NULL, now() - interval '59 minutes'),
          ('held', 'b', now() + interval '10 seconds', NULL)`
        yield* Layer.build(turnsPostgres.layer())
        const names = Effect.map(
          sql<{ readonly name: string }>`SELECT name FROM ${sql(table)} ORDER BY name`,
          (rows) => rows.map(({ name }) => name)
        )
        yield* Effect.repeat(names, { until: (left) => left.length < 4 })
        assert.deepStrictEqual(yield* names, ["attempt over", "held"])
      })
    )
  )

  it("refuses a name that can't be a table's, and an expiry out of its range", () => {
    assert.throws(() => turnsPostgres.layer({ table: "turns; DROP TABLE users" }), RangeError, "table")
    assert.throws(() => turnsPostgres.migration({ table: "Turns" }), RangeError, "table")
    assert.throws(() => turnsPostgres.layer({ expiration: "1 millis" }), RangeError, "expiration")
    assert.throws(() => turnsRedis.layer({ expiration: "2 hours" }), RangeError, "expiration")
    assert.throws(() => turnsRedis.layer({ longestAttempt: 0 }), RangeError, "longestAttempt")
  })
})

describe("a Redis that may have forgotten", () => {
  const attemptedAt = (port: number) =>
    Effect.flatMap(Layer.build(turnsRedis.layer({ host: "127.0.0.1", port })), (context) =>
      Effect.provide(Effect.flatMap(Turns.Turns, attemptedOf), context)
    )

  it.live("counts as one that was told of an attempt: at its first use, and after a restart", () =>
    Effect.gen(function* () {
      const { port } = yield* redisServer
      isBetween(yield* attemptedAt(port), -30_000, -20_000)
    })
  )
})
