/**
 * `npm run test:runtimes`: the program on every runtime, over the packages as they are published; prints what came of it,
 * and compares it with docs/runtimes.md. Linux on x64, with Debian's Chromium. `npm run test:runtimes -- Bun Deno` is for
 * some of them.
 */
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { server } from "./child.mjs"
import { closeChromium } from "./chromium.mjs"
import { prepare } from "./projects.mjs"
import { runtimes } from "./runtimes.mjs"
import { compare, markdown } from "./table.mjs"

/** So many jobs at a time: for most of it a job waits, for time limits above all. */
const lanes = 4

/** Of another address than the emulators', so that none of them gets the port. */
const closedPort = async () => {
  const closed = createServer().listen(0, "127.0.0.2")
  await once(closed, "listening")
  const { port } = closed.address()
  closed.close()
  return `http://127.0.0.2:${port}`
}

const emulator = (folder) => {
  const command = join(folder, "node_modules/.bin/effect-payment-customers")
  return server(process.execPath, [command, "emulator", "--port", "0"], /^The page: (\S+)$/m)
}

const secondsSince = (begun) => `${((Date.now() - begun) / 1000).toFixed(1)} s`

/** A job's result; the checks that are known to fail there are marked, where they do. */
const runJob = async ({ name, line, client, known, run }, folder, addresses) => {
  const begun = Date.now()
  const result = await run(folder, { client, ...addresses }).catch((error) => ({ broken: String(error) }))
  console.log(`${name}, Effect ${line}, ${client}: ${secondsSince(begun)}`)
  const checks = result.checks?.map((check) => ({ ...check, known: !check.ok && known.includes(check.name) }))
  return { ...result, name, line, client, checks }
}

/** Takes one job after the other, with an emulator that it has to itself. */
const lane = async (jobs, projects, nowhere, done) => {
  const { found: url, stop } = await emulator(projects[3])
  try {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      done.push(await runJob(job, projects[job.line], { url, nowhere }))
    }
  } finally {
    stop()
  }
}

const failuresOf = ({ name, line, client, broken, checks = [] }) =>
  [...(broken === undefined ? [] : [{ name: "it did not run", ok: false, error: broken }]), ...checks]
    .filter(({ ok, known }) => !ok && !known)
    .map((check) => `FAILED: ${name}, Effect ${line}, ${client}: ${check.name}: ${check.error}`)

const main = async (folder, wanted) => {
  const begun = Date.now()
  const projects = await prepare(folder)
  console.log(`packed and installed: ${secondsSince(begun)}`)

  const chosen = runtimes.filter(
    ({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word))
  )
  const jobs = chosen.flatMap(({ name, lines, clients, known = {}, run }) =>
    lines.flatMap((line) =>
      clients.map((client) => ({ name, line, client, known: known[client] ?? [], run }))
    )
  )
  const nowhere = await closedPort()
  const done = []
  await Promise.all(Array.from({ length: lanes }, () => lane(jobs, projects, nowhere, done)))
  console.log(`all: ${secondsSince(begun)}\n`)

  const table = markdown(chosen, done)
  console.log(`${table}\n`)
  const failures = done.flatMap(failuresOf)
  for (const failure of failures) console.error(failure)
  return failures.length === 0 && (wanted.length > 0 || (await compare(table)))
}

const folder = await mkdtemp(join(tmpdir(), "runtimes-"))
try {
  if (!(await main(folder, process.argv.slice(2)))) process.exitCode = 1
} finally {
  await closeChromium()
  await rm(folder, { recursive: true, force: true })
}
