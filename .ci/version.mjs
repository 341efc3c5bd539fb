/** After `changeset version`: the version of package.json in the other two places where it stands. */
import { readFileSync, writeFileSync } from "node:fs"

const { version } = JSON.parse(readFileSync("package.json", "utf8"))

const source = "src/http/version.ts"
writeFileSync(source, readFileSync(source, "utf8").replace(/"\d+\.\d+\.\d+"/, `"${version}"`))

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"))
lock.version = version
lock.packages[""].version = version
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`)
