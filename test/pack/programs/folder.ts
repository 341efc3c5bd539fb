/** Turns in a folder. Platform's declarations of a `KeyValueStore` name the web's `Storage`. */
import type { PlatformError } from "@effect/platform/Error"
import type { FileSystem } from "@effect/platform/FileSystem"
import type { KeyValueStore } from "@effect/platform/KeyValueStore"
import type { Path } from "@effect/platform/Path"
import type * as Layer from "effect/Layer"
import * as turnsKeyValueStore from "effect-payment-customers/turnsKeyValueStore"

export const inFolder: Layer.Layer<never, PlatformError, FileSystem | Path> =
  turnsKeyValueStore.layerFolder("/var/lib/shop/turns")

export const inStore: Layer.Layer<never, never, KeyValueStore> = turnsKeyValueStore.layer
