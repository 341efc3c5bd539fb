/** The package's own package.json, from wherever the tests are linked. */
import { readFileSync, realpathSync } from "node:fs"
import { fileURLToPath, pathToFileURL } from "node:url"

/** The repository. */
export const root = new URL("../../", pathToFileURL(realpathSync(fileURLToPath(import.meta.url))))

interface Manifest {
  readonly version: string
  readonly scripts: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly devDependencies: Readonly<Record<string, string>>
}

export const manifestOf = (folder: string): Manifest =>
  JSON.parse(readFileSync(new URL(`${folder}package.json`, root), "utf8"))

export const manifest = manifestOf("./")
