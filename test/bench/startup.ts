/**
 * What importing a provider adds to a program that has Effect, Schema, Layer and HttpClient already: time until the
 * modules are there, and memory. Every figure is a process of its own.
 */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { peerImports } from "./bundle.js"
import { providers, root } from "./dist.js"
import { type Entrant, type Result, runRounds } from "./rounds.js"

export interface Start {
  /** Milliseconds from the start of the process. */
  readonly millis: number
  /** Milliseconds of the processor until then. */
  readonly cpu: number
  /** Megabytes of the whole process. */
  readonly rss: number
  /** Megabytes of the heap that are in use when the garbage is gone. */
  readonly heap: number
}

export const base = "Effect, Schema, Layer, HttpClient"

const baseModules = ["effect/Effect", "effect/Schema", "effect/Layer", "@effect/platform/HttpClient"]

const program = (modules: ReadonlyArray<string>) => `
  ${modules.map((name) => `import ${JSON.stringify(name)}`).join("\n")}
  const millis = performance.now()
  const { user, system } = process.cpuUsage()
  const { rss } = process.memoryUsage()
  gc()
  const { heapUsed } = process.memoryUsage()
  console.log(JSON.stringify({ millis, cpu: (user + system) / 1000, rss: rss / 2 ** 20, heap: heapUsed / 2 ** 20 }))
`

const start = async (modules: ReadonlyArray<string>): Promise<Start> => {
  const flags = ["--expose-gc", "--input-type=module", "--eval", program(modules)]
  // without NODE_OPTIONS: no loader and no profiler of the benchmark's own process
  const { NODE_OPTIONS: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: root, env })
  return JSON.parse(stdout)
}

const entrant = (name: string, modules: ReadonlyArray<string>): Entrant<Start> => {
  const measure = () => start([...baseModules, ...modules])
  // so that the files are in the system's cache
  return { name, warmUp: measure, measure }
}

export const runStartup = async (rounds: number): Promise<ReadonlyArray<Result<Start>>> => {
  const entrants = await Promise.all(
    providers.map(async (name) => [
      entrant(name, [`effect-payment-customers/${name}`]),
      // how much of that are other modules of effect and platform
      entrant(`${name}: its imports of Effect`, await peerImports(name))
    ])
  )
  return runRounds([entrant(base, []), ...entrants.flat()], rounds)
}
