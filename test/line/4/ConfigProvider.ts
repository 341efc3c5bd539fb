import * as ConfigProvider from "effect/ConfigProvider"

export * from "effect/ConfigProvider"

export const fromEntries = (entries: ReadonlyArray<readonly [string, string]>) =>
  ConfigProvider.fromEnvRecord(Object.fromEntries(entries))
