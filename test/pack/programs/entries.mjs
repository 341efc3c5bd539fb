// Loads modules and prints of each the names that it exports, or why it can't be had.
// usage: entries.mjs import|require module…
import { createRequire } from "node:module"

const [how, ...modules] = process.argv.slice(2)
const require = createRequire(import.meta.url)
const load = how === "require" ? async (module) => require(module) : (module) => import(module)

const namesOf = (exported) =>
  Object.keys(exported).filter((name) => name !== "__esModule" && name !== "default")

const told = await Promise.all(
  modules.map(async (module) => [module, await load(module).then(namesOf, (error) => error.message)])
)
console.log(JSON.stringify(Object.fromEntries(told)))
