/** A Postgres of the tests' own on a free port of this machine. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "#line/test/Effect"
import { startPostgres } from "../../docs/examples/hand-over/postgres.js"

/** The machine does not fail meanwhile. */
const settings = ["fsync=off"]

/** The server, and the processes of its connections, which are its children. */
const signal = (pid: number | undefined, name: NodeJS.Signals) => {
  for (const row of execFileSync("ps", ["-eo", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n")) {
    const [own = 0, parent] = row.trim().split(/\s+/).map(Number)
    if (own !== pid && parent !== pid) continue
    try {
      process.kill(own, name)
    } catch {
      // it has ended since
    }
  }
}

/** A cluster that is made once: to copy it takes less time. */
let template: Promise<string> | undefined

const newFolder = async (): Promise<string> => {
  const folderOf = (name: string) => mkdtempSync(join(tmpdir(), name))
  template ??= (async () => {
    const folder = folderOf("postgres-template-")
    process.once("exit", () => rmSync(folder, { recursive: true }))
    await (await startPostgres(folder, undefined, settings)).stop()
    return folder
  })()
  const folder = folderOf("postgres-")
  execFileSync("cp", ["-a", `${await template}/.`, folder])
  return folder
}

export const postgresServer = Effect.gen(function* () {
  const folder = yield* Effect.promise(newFolder)
  const first = yield* Effect.promise(() => startPostgres(folder, undefined, settings))
  let running = first
  const send = (name: NodeJS.Signals) => Effect.sync(() => signal(running.process.pid, name))
  const stop = Effect.promise(() => running.stop())
  yield* Effect.addFinalizer(() =>
    Effect.andThen(
      Effect.andThen(send("SIGCONT"), stop),
      Effect.sync(() => rmSync(folder, { recursive: true }))
    )
  )
  return {
    url: first.url,
    stop,
    start: Effect.promise(async () => {
      running = await startPostgres(folder, Number(new URL(first.url).port), settings)
    }),
    freeze: send("SIGSTOP"),
    thaw: send("SIGCONT")
  }
})
