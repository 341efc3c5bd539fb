/** A Redis of the tests' own on a free port of this machine, which keeps nothing on disk. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { createInterface } from "node:readline"
import * as Effect from "#line/test/Effect"
import { closedPort } from "../support/loopback.js"

/** @param given a free port where there is none */
export const redisOn = (given?: number) =>
  Effect.gen(function* () {
    const port = given ?? (yield* closedPort(createServer()))
    const options = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--dir", tmpdir()]
    const server = yield* Effect.acquireRelease(
      Effect.sync(() => spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] })),
      (server) =>
        Effect.promise(async () => {
          if (server.exitCode !== null || server.signalCode !== null || server.pid === undefined) return
          const exited = once(server, "exit")
          // one that is frozen minds nothing else
          server.kill("SIGKILL")
          await exited
        })
    )
    yield* Effect.tryPromise({
      try: async () => {
        // Without the program this rejects with ENOENT
        await once(server, "spawn")
        for await (const line of createInterface(server.stdout)) if (/ready to accept/i.test(line)) return
        throw new Error("it ended before it was ready")
      },
      catch: (cause) => new Error("redis-server must be installed: apt-get install redis-server", { cause })
    })
    server.stdout.resume()
    const signal = (name: NodeJS.Signals) => Effect.sync(() => server.kill(name))
    return { port, stop: signal("SIGKILL"), freeze: signal("SIGSTOP"), thaw: signal("SIGCONT") }
  })

export const redisServer = redisOn()
