/**
 * Turns that processes share, over a store with a row for each key. Whoever has the turn holds the row for a while, and
 * renews that until the turn ends; a process that is gone loses it by time.
 *
 * Two may so have one turn: the one whose time ran out while it stood still does not know. It can't write an attempt
 * down any more, as only the row's holder can, and so sends none.
 */
import * as Option from "effect/Option"
import * as Random from "effect/Random"
import * as Cause from "#line/Cause"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Fiber from "#line/Fiber"
import type * as Scope from "#line/Scope"
import type { Service } from "../Turns.js"

/** A row as one turn holds it. */
export interface Row {
  /** The digest of the key. */
  readonly name: string
  /** Another one for each turn. */
  readonly holder: string
}

export interface Rows {
  /** What it is called in the log. */
  readonly store: string
  /**
   * Holds the row, and answers for how many milliseconds the attempt that is written in it has been over, if one is. `None`
   * where another one holds it.
   */
  readonly hold: (row: Row) => Effect.Effect<Option.Option<Option.Option<number>>, unknown>
  /** Holds it for as long again, where it is still held. */
  readonly renew: (row: Row) => Effect.Effect<unknown, unknown>
  /**
   * Writes that an attempt will be over in so many milliseconds; `undefined` takes it away. `false`, and nothing written,
   * where it is not held any more.
   *
   * @param place of this write among those of the turn, from 1: one that is late may not undo what was written after it
   */
  readonly write: (row: Row, place: number, lasting: number | undefined) => Effect.Effect<boolean, unknown>
  /** Holds it no longer. What is written stays. */
  readonly free: (row: Row) => Effect.Effect<unknown, unknown>
}

/** No statement is waited for longer, in milliseconds. */
const patience = 3_000

/** Between two looks whether the row is free, in milliseconds. */
const firstPause = 50
const longestPause = 500

/** What a store may be told to hold a row for, in milliseconds. */
export const leaseOf = (input: Duration.Input | undefined): number => {
  const duration = Duration.fromInput(input ?? "15 seconds")
  const millis = Option.isSome(duration) ? Duration.toMillis(duration.value) : Number.NaN
  if (millis >= 1_000 && millis <= 3_600_000) return Math.ceil(millis)
  throw new RangeError("expiration must be from 1 second to 1 hour")
}

/** SQLSTATE or the system's code, wherever the client keeps it: the rest of its error may hold the statement. */
const codeOf = (error: unknown): string => {
  for (let at = error, depth = 0; typeof at === "object" && at !== null && depth < 5; depth++) {
    const { code, reason, cause } = at as { code?: unknown; reason?: unknown; cause?: unknown }
    if (typeof code === "string" && /^([0-9A-Z]{5}|E[A-Z]{3,20})$/.test(code)) return ` (${code})`
    at = reason ?? cause
  }
  return ""
}

/** A client that was closed interrupts its statement: that is not the caller's. */
const broken = (cause: Cause.Cause<unknown>) =>
  Cause.hasInterruptsOnly(cause) ? Effect.fail(undefined) : Effect.failCause(cause)

/** Closing the scope frees what is held yet. */
export const leased = (rows: Rows, lease: number): Effect.Effect<Service, never, Scope.Scope> =>
  Effect.gen(function* () {
    /** Those that are held, or that a statement whose answer is not known may hold. */
    const held = new Set<Row>()

    const asked = <A>(self: Effect.Effect<A, unknown>): Effect.Effect<A, unknown> =>
      Effect.interruptible(Effect.disconnect(Effect.catchCause(self, broken))).pipe(
        Effect.timeoutOrElse({ duration: patience, orElse: () => Effect.fail(undefined) }),
        Effect.tapError((error) => Effect.logWarning(`turns: ${rows.store} failed${codeOf(error)}`))
      )

    /** Goes on where the caller does not wait for it. */
    const free = (row: Row) =>
      Effect.suspend(() => {
        if (!held.delete(row)) return Effect.void
        return Effect.flatMap(Effect.forkDetach(asked(rows.free(row))), (fiber) =>
          Effect.orDie(Effect.asVoid(Effect.interruptible(Fiber.join(fiber))))
        )
      })

    const wait = (row: Row): Effect.Effect<Option.Option<number>, unknown> =>
      Effect.gen(function* () {
        for (let pause = firstPause; ; pause = Math.min(pause * 1.5, longestPause)) {
          held.add(row)
          const found = yield* asked(rows.hold(row))
          if (Option.isSome(found)) return found.value
          held.delete(row)
          yield* Effect.sleep(Math.round(pause * (0.5 + (yield* Random.next))))
        }
      })

    const renewing = (row: Row) =>
      Effect.forever(Effect.andThen(Effect.sleep(lease / 3), Effect.ignore(asked(rows.renew(row)))))

    yield* Effect.addFinalizer(() =>
      Effect.forEach([...held], (row) => Effect.ignore(free(row)), {
        concurrency: "unbounded",
        discard: true
      })
    )
    return {
      take: (key) =>
        Effect.gen(function* () {
          const row: Row = { name: yield* key.digest, holder: crypto.randomUUID() }
          yield* Effect.addFinalizer(() => free(row))
          const attempted = yield* wait(row)
          yield* Effect.forkScoped(renewing(row))
          let writes = 0
          const write = (lasting: number | undefined) =>
            Effect.flatMap(
              Effect.suspend(() => asked(rows.write(row, ++writes, lasting))),
              (isHeld) => (isHeld ? Effect.void : Effect.fail("another one has the turn"))
            )
          return {
            attempted,
            attempting: (lasting) => write(Duration.toMillis(lasting)),
            settled: write(undefined)
          }
        })
    }
  })
