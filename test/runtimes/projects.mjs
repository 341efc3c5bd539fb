/** The two packages of this commit, each installed beside its Effect in a project of its own, with the program. */

import { existsSync } from "node:fs"
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { run } from "./child.mjs"

const here = fileURLToPath(new URL("./", import.meta.url))
const root = fileURLToPath(new URL("../../", import.meta.url))

const platform = {
  3: "@effect/platform/FetchHttpClient",
  4: "effect/http/FetchHttpClient"
}

/** What is installed beside each package, of the versions that the tests of its line have. */
const beside = {
  3: { manifest: "package.json", names: ["effect", "@effect/platform", "undici"] },
  4: { manifest: "test/effect4/package.json", names: ["effect", "undici"] }
}

/** What the worker and the page are made of: one file each. */
const bundle = (folder, name, conditions) =>
  build({
    entryPoints: [join(folder, `${name}.mjs`)],
    outfile: join(folder, "bundles", `${name}.js`),
    absWorkingDir: folder,
    bundle: true,
    format: "esm",
    platform: "browser",
    conditions,
    logLevel: "error"
  })

const project = async (line, folder, tarball) => {
  const { manifest, names } = beside[line]
  const { devDependencies } = JSON.parse(await readFile(join(root, manifest), "utf8"))
  await mkdir(folder)
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module", private: true }))
  const packages = [tarball, ...names.map((name) => `${name}@${devDependencies[name]}`)]
  const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"]
  await run("npm", ["install", ...quiet, ...packages], { cwd: folder })
  await cp(join(here, "program"), folder, { recursive: true })
  await writeFile(
    join(folder, "platform.mjs"),
    `export * as FetchHttpClient from ${JSON.stringify(platform[line])}\n`
  )
  await bundle(folder, "worker", ["workerd", "worker", "browser"])
  await bundle(folder, "page", ["browser"])
  return folder
}

const pack = async (into) => {
  if (!existsSync(join(root, "test/effect4/node_modules/typescript"))) {
    await run("npm", ["--prefix", "test/effect4", "ci"], { cwd: root })
  }
  await run("npm", ["run", "--silent", "pack", "--", into], { cwd: root })
}

/**
 * The packages for Effect 3 and 4 in folders of `into`, and the runtimes.
 *
 * @returns the project of each line
 */
export const prepare = async (into) => {
  await Promise.all([
    pack(into),
    run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: here })
  ])
  const tarballs = await readdir(into)
  const tarballOf = (line) =>
    join(
      into,
      tarballs.find((name) => name.startsWith(`effect-payment-customers-${line}.`))
    )
  const [three, four] = await Promise.all(
    [3, 4].map((line) => project(line, join(into, `effect-${line}`), tarballOf(line)))
  )
  return { 3: three, 4: four }
}
