/** What package.json says of entries and peers, and the one thing that it does not say. */
import { fileURLToPath } from "node:url"
import manifest from "../../package.json" with { type: "json" }

export { manifest }

export const root = fileURLToPath(new URL("../..", import.meta.url))

/** The entries that need optional peers; all others need none of them. */
export const needs: Readonly<Record<string, ReadonlyArray<string>>> = {
  rateLimitRedis: ["@effect/experimental", "ioredis"],
  UndiciClient: ["undici"]
}

/** The modules that can be imported, as a user writes them. */
export const entries = Object.keys(manifest.exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => entry.replace(".", manifest.name))

/** @param entry as a user writes it */
export const needsOf = (entry: string): ReadonlyArray<string> =>
  needs[entry.replace(`${manifest.name}/`, "")] ?? []

const optional: Readonly<Record<string, { readonly optional: boolean }>> = manifest.peerDependenciesMeta

interface Peer {
  readonly name: string
  readonly range: string
  readonly optional: boolean
  /** The version that the range begins with. */
  readonly lowest: string
}

const lowestOf = (range: string): string => {
  const found = /^\^(\d+\.\d+\.\d+)\b/.exec(range)?.[1]
  if (found === undefined) throw new Error(`what is the lowest version of ${range}?`)
  return found
}

export const peers: ReadonlyArray<Peer> = Object.entries(manifest.peerDependencies).map(([name, range]) => ({
  name,
  range,
  optional: optional[name]?.optional === true,
  lowest: lowestOf(range)
}))
