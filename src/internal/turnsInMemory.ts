/** Turns of this process: the callers of a key wait for one another. */
import type * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { Service, Turn } from "../Turns.js"
import { type KeyedLock, makeKeyedLock } from "./keyedLock.js"
import { TurnKey } from "./turnKey.js"

/** Each test has a Clock of its own: programs of two Clocks know nothing of each other. */
const locks = new WeakMap<Clock.Clock, KeyedLock>()

const lockOf = (clock: Clock.Clock): KeyedLock => {
  const lock = locks.get(clock) ?? makeKeyedLock()
  locks.set(clock, lock)
  return lock
}

/** Writes nothing down: what this process knows of its creates stands in `openCreates.ts`. */
const turn = (release: Effect.Effect<void>): Turn => ({
  attempted: Option.none(),
  attempting: () => Effect.void,
  settled: Effect.void,
  release
})

export const takeInMemory = (key: TurnKey): Effect.Effect<Effect.Effect<void>> =>
  Effect.flatMap(Effect.clock, (clock) => lockOf(clock).take(TurnKey.textOf(key)))

export const turnsInMemory: Service = { take: (key) => Effect.map(takeInMemory(key), turn) }
