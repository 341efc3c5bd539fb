import type { PlatformError } from "@effect/platform/Error"
import type { KeyValueStore } from "@effect/platform/KeyValueStore"
import * as Effect from "effect/Effect"
import type * as Option from "effect/Option"

export * from "@effect/platform/KeyValueStore"

export const textOf = (
  store: KeyValueStore,
  key: string
): Effect.Effect<Option.Option<string>, PlatformError> => store.get(key)

/** Takes an entry away, if it is there. */
export const discard = (store: KeyValueStore, key: string): Effect.Effect<void, PlatformError> =>
  Effect.catchTag(store.remove(key), "SystemError", (error) =>
    error.reason === "NotFound" ? Effect.void : Effect.fail(error)
  )
