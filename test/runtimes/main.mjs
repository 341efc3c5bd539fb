/**
 * `npm run test:runtimes`: the program on every runtime, over the packages as they are published; prints what came of it,
 * and compares it with docs/runtimes.md. Linux on x64, with Debian's Chromium.
 */
import { mkdtemp, rm } from "node:fs/promises"
import { createServer } from "node:http"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { server } from "./child.mjs"
import { prepare } from "./projects.mjs"
import { runtimes } from "./runtimes.mjs"
import { compare, markdown } from "./table.mjs"

/** An address where nobody listens. */
const nowhere = async () => {
  const closed = createServer().listen(0, "127.0.0.1")
  await once(closed, "listening")
  const { port } = closed.address()
  closed.close()
  return `http://127.0.0.1:${port}`
}

const emulator = (folder) => {
  const command = join(folder, "node_modules/.bin/effect-payment-customers")
  return server(process.execPath, [command, "emulator", "--port", "0"], /^The page: (\S+)$/m)
}

/** Only those that the command line names, if it names any. */
const wanted = process.argv.slice(2)
const chosen = runtimes.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))

const jobs = chosen.flatMap(({ name, lines, clients, run }) =>
  lines.flatMap((line) => clients.map((client) => ({ name, line, client, run })))
)

const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/** Takes one job after the other, with an emulator that it has to itself. */
const worker = async (waiting, projects, nowhere, done) => {
  const { found: url, stop } = await emulator(projects[3])
  try {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const { name, line, client, run } = job
      const begun = Date.now()
      const result = await run(projects[line], { client, url, nowhere }).catch((error) => ({
        broken: String(error)
      }))
      console.log(`${name}, Effect ${line}, ${client}: ${seconds(begun)}`)
      done.push({ name, line, client, ...result })
    }
  } finally {
    stop()
  }
}

const begun = Date.now()
const folder = await mkdtemp(join(tmpdir(), "runtimes-"))
try {
  const projects = await prepare(folder)
  console.log(`packed and installed: ${seconds(begun)}`)
  const done = []
  const closed = await nowhere()
  await Promise.all([1, 2].map(() => worker(jobs, projects, closed, done)))
  console.log(`all: ${seconds(begun)}\n`)
  const failures = done.flatMap(({ name, line, client, broken, checks = [] }) =>
    [...(broken === undefined ? [] : [{ name: "it did not run", ok: false, error: broken }]), ...checks]
      .filter(({ ok }) => !ok)
      .map((check) => `${name}, Effect ${line}, ${client}: ${check.name}: ${check.error}`)
  )
  console.log(`${markdown(runtimes, done)}\n`)
  for (const failure of failures) console.error(failure)
  if (failures.length > 0) process.exitCode = 1
  else if (wanted.length === 0 && !(await compare(markdown(runtimes, done)))) process.exitCode = 1
} finally {
  await rm(folder, { recursive: true, force: true })
}
