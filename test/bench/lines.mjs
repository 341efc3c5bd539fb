/**
 * `npm run bench:lines`: what a call, a page, a start and a bundle cost on Effect 3 and on Effect 4, over the packages as
 * they are published, on Node 24. Calls are a multiple of undici's own in the same rounds.
 */
import { execFile, fork } from "node:child_process"
import { once } from "node:events"
import { cpSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import documented from "../fixtures/omise/customer.2019-05-29.json" with { type: "json" }
import { prepare } from "../runtimes/projects.mjs"

const root = fileURLToPath(new URL("../../", import.meta.url))
const node24 = join(root, "test/runtimes/node_modules/node24/bin/node")
const run = promisify(execFile)

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]

const httpClient = { 3: "@effect/platform/HttpClient", 4: "effect/http/HttpClient" }

/** Milliseconds of the processor until the modules are there. */
const startOf = async (folder, modules) => {
  const program = `${modules.map((name) => `import ${JSON.stringify(name)}`).join("\n")}
    const { user, system } = process.cpuUsage()
    console.log((user + system) / 1000)`
  const { stdout } = await run(node24, ["--input-type=module", "--eval", program], { cwd: folder })
  return Number(stdout)
}

const starts = async (line, folder) => {
  const base = ["effect/Effect", "effect/Schema", "effect/Layer", httpClient[line]]
  const more = []
  for (let round = 0; round < 11; round++) {
    const before = await startOf(folder, base)
    more.push((await startOf(folder, [...base, "effect-payment-customers/Omise"])) - before)
  }
  return median(more)
}

/** Kilobytes of an app with Omise and `FetchClient`, minified and gzipped. */
const bundleOf = async (folder, external) => {
  const contents = `
    import * as Effect from "effect/Effect"
    import * as Layer from "effect/Layer"
    import * as Customers from "effect-payment-customers/Customers"
    import * as FetchClient from "effect-payment-customers/FetchClient"
    import * as Omise from "effect-payment-customers/Omise"
    const live = Omise.layerConfig().pipe(Layer.provide(FetchClient.layer))
    Effect.runPromise(Effect.provide(Customers.retrieve("cust_test_5g0221fe8iwtayocgja"), live))`
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    write: false,
    external
  })
  return gzipSync(outputFiles[0].contents).length / 1000
}

const folder = mkdtempSync(join(tmpdir(), "lines-"))
try {
  const projects = await prepare(folder)
  const server = fork(fileURLToPath(new URL("server.ts", import.meta.url)), { execArgv: ["--import", "tsx"] })
  const [port] = await once(server, "message")
  for (const line of [3, 4]) {
    const project = projects[line]
    cpSync(new URL("linesCalls.mjs", import.meta.url), join(project, "linesCalls.mjs"))
    const calls = await run(node24, ["--expose-gc", "linesCalls.mjs", String(port), documented.id], {
      cwd: project
    })
    console.log(`Effect ${line}\n${calls.stdout}`)
    console.log(`  start: ${(await starts(line, project)).toFixed(0)} ms of the processor more with Omise`)
    const whole = await bundleOf(project, [])
    const own = await bundleOf(project, ["effect/*", "@effect/*"])
    console.log(`  an app with Omise: ${whole.toFixed(1)} kB with Effect, ${own.toFixed(1)} kB without\n`)
  }
  server.disconnect()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
