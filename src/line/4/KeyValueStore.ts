import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import type { KeyValueStore, KeyValueStoreError } from "effect/persistence/KeyValueStore"

export * from "effect/persistence/KeyValueStore"

export const textOf = (
  store: KeyValueStore,
  key: string
): Effect.Effect<Option.Option<string>, KeyValueStoreError> =>
  Effect.map(store.get(key), Option.fromUndefinedOr)

/** Takes an entry away, if it is there. */
export const discard = (store: KeyValueStore, key: string): Effect.Effect<void, KeyValueStoreError> =>
  store.remove(key)
