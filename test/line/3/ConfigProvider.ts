import * as ConfigProvider from "effect/ConfigProvider"
import * as Layer from "effect/Layer"

export * from "effect/ConfigProvider"

export const fromEntries = (entries: ReadonlyArray<readonly [string, string]>) =>
  ConfigProvider.fromMap(new Map(entries))

export const layer = Layer.setConfigProvider
