/**
 * `npm run bench`: what a call, a page, a stream, a start and a bundle cost, beside what they cost with other clients.
 *
 * The loopback server is another process: all of this one's CPU time is the client's. Peers take turns in rounds, and
 * every ratio is one between figures of the same round.
 */
import { fork } from "node:child_process"
import { once } from "node:events"
import { writeFile } from "node:fs/promises"
import { availableParallelism, cpus, loadavg } from "node:os"
import { setFlagsFromString } from "node:v8"
import { runBundle } from "./bundle.js"
import { runCell } from "./cells.js"
import { runDecode } from "./decode.js"
import { checkBuild } from "./dist.js"
import { readFlags, usage } from "./flags.js"
import type { Measured } from "./measured.js"
import * as print from "./print.js"
import { publish } from "./publish.js"
import { runStartup } from "./startup.js"
import { isMet, targetsOf } from "./targets.js"

const flags = readFlags()
if (flags.help) {
  console.log(usage)
  process.exit()
}
await checkBuild()
// who waits for a turn keeps its code, however many collections there are until then
setFlagsFromString("--no-flush-bytecode")
if (globalThis.gc === undefined) console.warn("without --expose-gc a peer can pay for another's garbage\n")

const machine = {
  date: new Date().toISOString(),
  node: process.version,
  processor: cpus()[0]?.model ?? "unknown",
  cores: availableParallelism(),
  load: loadavg()[0] ?? 0,
  rounds: flags.rounds
}
console.log(
  `${machine.date.slice(0, 10)}, Node ${machine.node}, ${machine.cores} × ${machine.processor}, ` +
    `load ${machine.load.toFixed(1)}; medians of ${machine.rounds} rounds\n`
)

const server = fork(new URL("./server.ts", import.meta.url))
const [port] = await once(server, "message")

const calls: Record<string, Measured["calls"][string]> = {}
for (const cell of flags.cells) {
  const name = `${cell.work}@${cell.callers}`
  calls[name] = await runCell(cell, port, flags.wanted, flags)
  console.log(`${print.costs(name, calls[name])}\n`)
}
server.disconnect()

const decode = flags.runs("decode") ? await runDecode(flags) : undefined
if (decode !== undefined) console.log(`${print.costs("decode, per customer", decode)}\n`)

const start = flags.runs("startup") ? await runStartup(flags.starts) : undefined
if (start !== undefined) console.log(`${print.starts(start)}\n`)

const bundles = flags.runs("bundle") ? await runBundle() : undefined
if (bundles !== undefined) console.log(`${print.sizes(bundles)}\n`)

const measured: Measured = {
  calls,
  ...(decode && { decode }),
  ...(start && { start }),
  ...(bundles && { bundles })
}
const targets = targetsOf(measured).filter(({ value }) => value !== undefined)
console.log(print.verdicts(targets))

if (flags.publish) publish(machine, calls)

if (flags.json !== undefined) {
  const verdicts = targets.map((target) => ({ ...target, met: isMet(target) }))
  await writeFile(flags.json, `${JSON.stringify({ machine, targets: verdicts, ...measured }, null, 2)}\n`)
}
