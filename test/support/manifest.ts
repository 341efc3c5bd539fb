/** The package's own package.json, from wherever the tests are linked. */
import { readFileSync, realpathSync } from "node:fs"
import { fileURLToPath, pathToFileURL } from "node:url"

const here = pathToFileURL(realpathSync(fileURLToPath(import.meta.url)))

export const manifest: { readonly version: string } = JSON.parse(
  readFileSync(new URL("../../package.json", here), "utf8")
)
