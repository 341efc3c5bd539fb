/** The program in workerd, by Miniflare, which needs a newer Node than the repository: `workerd.mjs <bundle> <job>`. */
import { readFile } from "node:fs/promises"
import process from "node:process"
import { Miniflare } from "miniflare"

const [scriptPath, job] = process.argv.slice(2)

const workerd = new Miniflare({
  script: await readFile(scriptPath, "utf8"),
  modules: true,
  compatibilityDate: "2026-07-01",
  // or it would be fetched
  cf: false
})
const response = await workerd.dispatchFetch("http://worker/", { method: "POST", body: job })
console.log(JSON.stringify(await response.json()))
await workerd.dispose()
