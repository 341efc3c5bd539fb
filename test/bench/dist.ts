/** The package as it is built: what is measured, and what people get. */
import { statSync } from "node:fs"
import { readdir } from "node:fs/promises"
import { fileURLToPath } from "node:url"

export const root = fileURLToPath(new URL("../../", import.meta.url))

/** The providers, each a public entry. */
export const providers = ["BePaid", "Omise", "Stancer"]

const folder = new URL("../../dist/", import.meta.url)

/** A module that is not one of the public entries, by its path in dist. The caller names its type, of src. */
export const dist = <Module>(path: string): Promise<Module> => import(new URL(path, folder).href)

/** Refuses to measure what is not there, and says so if it is not what src says. */
export const checkBuild = async (): Promise<void> => {
  const built = statSync(new URL("Omise.js", folder), { throwIfNoEntry: false })
  if (built === undefined) throw new Error("there is no dist: npm run build")
  const sources = await readdir(new URL("../../src/", import.meta.url), { recursive: true })
  const newest = Math.max(
    ...sources.map((path) => statSync(new URL(`../../src/${path}`, import.meta.url)).mtimeMs)
  )
  if (newest > built.mtimeMs) console.warn("src is newer than dist: npm run build\n")
}
