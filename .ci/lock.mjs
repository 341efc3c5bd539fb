/**
 * Every entry of the lock files must have its integrity and no download address: `node .ci/lock.mjs`. `--fix` asks the
 * registry for what is missing.
 */
import { execFileSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"

const fix = process.argv.includes("--fix")
let broken = 0

for (const file of [
  "package-lock.json",
  "test/effect4/package-lock.json",
  "test/runtimes/package-lock.json"
]) {
  const lock = JSON.parse(readFileSync(file, "utf8"))
  for (const [path, entry] of Object.entries(lock.packages)) {
    const name = entry.name ?? path.replace(/^.*node_modules\//, "")
    if (path === "" || entry.link) continue
    if (fix) {
      delete entry.resolved
      entry.integrity ??= execFileSync("npm", ["view", `${name}@${entry.version}`, "dist.integrity"], {
        encoding: "utf8"
      }).trim()
    }
    if (entry.resolved !== undefined || !entry.integrity) {
      broken += 1
      console.error(`${file}: ${path} ${entry.integrity ? "has an address" : "has no integrity"}`)
    }
  }
  if (fix) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
}
process.exitCode = broken === 0 ? 0 : 1
