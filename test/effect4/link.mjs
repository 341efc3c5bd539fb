/** The tree of the repository, with this folder's package.json and node_modules in place of its own. */
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs"

const here = new URL("./", import.meta.url)
const root = new URL("../../", import.meta.url)

const link = (path) => {
  const target = new URL(path, root)
  if (!existsSync(target)) return
  rmSync(new URL(path, here), { recursive: true, force: true })
  symlinkSync(target.pathname, new URL(path, here))
}

for (const name of ["src", "docs", "README.md", "AGENTS.md", "CHANGELOG.md", "llms.txt"]) link(name)
mkdirSync(new URL("test/", here), { recursive: true })
for (const name of readdirSync(new URL("test/", root))) if (name !== "effect4") link(`test/${name}`)
