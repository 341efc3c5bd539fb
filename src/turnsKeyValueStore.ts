/**
 * Creates that are written down, for one process at a time: what was begun before it was killed is known to the next one.
 * Over the platform's `KeyValueStore`, or in a folder.
 *
 * The callers of a process take turns in its memory. Two processes at the same time take none: both may create.
 *
 * @module
 * @since 0.2.0
 */
import * as Option from "effect/Option"
import * as Clock from "#line/Clock"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as FileSystem from "#line/FileSystem"
import * as KeyValueStore from "#line/KeyValueStore"
import * as Layer from "#line/Layer"
import type * as Path from "#line/Path"
import type { PlatformError } from "#line/PlatformError"
import { type Key, type Turn, Turns } from "./Turns.js"

/** An attempt as it is written: the Clock's milliseconds when it was, and those when the attempt is over. */
interface Entry {
  readonly writtenAt: number
  readonly overAt: number
}

const longest = Duration.toMillis(Duration.hours(1))

/** `undefined` where it is no entry: cut off, empty, from the future, or longer than an attempt can last. */
const parse = (text: string, now: number): Entry | undefined => {
  try {
    const { writtenAt, overAt } = Object(JSON.parse(text)) as { readonly [K in keyof Entry]?: unknown }
    if (typeof writtenAt !== "number" || typeof overAt !== "number") return undefined
    const isPossible = writtenAt <= now && overAt >= writtenAt && overAt - writtenAt <= longest
    return isPossible ? { writtenAt, overAt } : undefined
  } catch {
    return undefined
  }
}

const turnsOver = (store: KeyValueStore.KeyValueStore) => {
  const write = (name: string, lasting: number) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const entry: Entry = { writtenAt: now, overAt: now + lasting }
      return store.set(name, JSON.stringify(entry))
    })

  const remove = (name: string) => KeyValueStore.discard(store, name)

  /** Milliseconds since the attempt was over. An entry that can't be read may be of any time up to now. */
  const read = (name: string): Effect.Effect<Option.Option<number>> =>
    Effect.gen(function* () {
      const text = yield* Effect.orElseSucceed(KeyValueStore.textOf(store, name), () => Option.some(""))
      if (Option.isNone(text)) return Option.none()
      const now = yield* Clock.currentTimeMillis
      const entry = parse(text.value, now)
      if (entry !== undefined) return Option.some(now - entry.overAt)
      yield* Effect.logWarning("turns: an entry can't be read, and counts as written now")
      // where it can't be written either, it stays as it is: no attempt will be sent
      yield* Effect.ignore(write(name, 0))
      return Option.some(0)
    })

  const take = (key: Key): Effect.Effect<Turn, unknown> =>
    Effect.gen(function* () {
      const name = yield* key.digest
      return {
        attempted: yield* read(name),
        attempting: (lasting) => write(name, Duration.toMillis(lasting)),
        settled: remove(name)
      }
    })
  return { take }
}

/**
 * Turns over the `KeyValueStore` of the context, which must outlive the process and belong to one process at a time.
 *
 * An entry is a name of 64 hex digits that tells nothing of the customer, and two times. It is written before each
 * attempt of a create is sent and removed when its end is known. What stays behind is one small entry for each create
 * during which the process was killed, until its customer is ensured again.
 *
 * @since 0.2.0
 * @category layers
 */
export const layer: Layer.Layer<never, never, KeyValueStore.KeyValueStore> = Layer.effect(
  Turns,
  Effect.map(KeyValueStore.KeyValueStore, turnsOver)
)

/**
 * Turns in a folder of this machine, which is made where it is missing, for its owner alone (mode 0700).
 *
 * Fails with a `PlatformError` when the folder can't be made.
 *
 * @param directory its path. Give each program a folder of its own.
 *
 * @example
 * ```ts
 * import * as NodeServices from "@effect/platform-node/NodeServices"
 * import * as FetchClient from "effect-payment-customers/FetchClient"
 * import * as Omise from "effect-payment-customers/Omise"
 * import * as turnsKeyValueStore from "effect-payment-customers/turnsKeyValueStore"
 * import * as Layer from "effect/Layer"
 *
 * export const OmiseLive = Omise.layerConfig().pipe(
 *   Layer.provide(FetchClient.layer),
 *   Layer.merge(turnsKeyValueStore.layerFolder("/var/lib/shop/turns")),
 *   Layer.provide(NodeServices.layer)
 * )
 * ```
 *
 * @since 0.2.0
 * @category layers
 */
export const layerFolder = (
  directory: string
): Layer.Layer<never, PlatformError, FileSystem.FileSystem | Path.Path> =>
  Layer.provide(
    layer,
    Layer.unwrap(
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        yield* fs.makeDirectory(directory, { recursive: true, mode: 0o700 })
        return KeyValueStore.layerFileSystem(directory)
      })
    )
  )
