/** What the packages say of entries and peers, and the one thing that they do not say. */
import { readFileSync } from "node:fs"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import manifest from "../../package.json" with { type: "json" }

export { manifest }

export const root = fileURLToPath(new URL("../..", import.meta.url))

/** Effect 3, and Effect 4. */
export type Line = 3 | 4

/**
 * `lowest` has each peer in the lowest version that package.json allows, `newest` in the newest that the registry has
 * of those; `bare` has the newest too, but none of the optional ones. Those of Effect 4 have a 4 at their end.
 */
export type Project = "lowest" | "newest" | "bare" | "lowest4" | "newest4" | "bare4"

export const lineOf = (project: Project): Line => (project.endsWith("4") ? 4 : 3)

/** The folder of Node 24: undici 8 needs more than Node 20, and so does Effect 4. */
export const node24 = join(root, "test/effect4/node_modules/.bin")

/** The folder of the Node that a project is installed and run by. */
export const nodeOf = (project: Project): string =>
  lineOf(project) === 4 || project === "newest" ? node24 : dirname(process.execPath)

export const withNode = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${folder}${delimiter}${process.env.PATH}`
})

/** The entries that need optional peers; all others need none of them. */
export const needs: Readonly<Record<Line, Readonly<Record<string, ReadonlyArray<string>>>>> = {
  3: {
    rateLimitRedis: ["@effect/experimental", "ioredis"],
    turnsPostgres: ["@effect/sql", "@effect/experimental"],
    turnsRedis: ["ioredis"],
    UndiciClient: ["undici"]
  },
  4: { rateLimitRedis: ["ioredis"], turnsRedis: ["ioredis"], UndiciClient: ["undici"] }
}

/** The modules that can be imported, as a user writes them. */
export const entries = Object.keys(manifest.exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => entry.replace(".", manifest.name))

/** @param entry as a user writes it */
export const needsOf = (line: Line, entry: string): ReadonlyArray<string> =>
  needs[line][entry.replace(`${manifest.name}/`, "")] ?? []

export interface Peer {
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

/** @param folder where the package of a line was unpacked to */
export const peersIn = (folder: string): ReadonlyArray<Peer> => {
  const packed = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
  const peers: Readonly<Record<string, string>> = packed.peerDependencies
  return Object.entries(peers).map(([name, range]) => ({
    name,
    range,
    optional: packed.peerDependenciesMeta[name]?.optional === true,
    lowest: lowestOf(range)
  }))
}

/** What npm is to install. `@effect/experimental` of Effect 3 takes no ioredis but 5. */
export const newestOf = ({ name, range }: Peer, _: number, peers: ReadonlyArray<Peer>): string =>
  name === "ioredis" && peers.some((peer) => peer.name === "@effect/experimental")
    ? `${name}@${range.split(" || ")[0]}`
    : `${name}@${range}`
