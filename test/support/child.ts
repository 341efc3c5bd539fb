/** Other processes: what they print, and how they end. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import type * as Scope from "#line/Scope"
import * as Effect from "#line/test/Effect"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** What Node is told before a program in TypeScript; the packages are those beside the tests, as links have it. */
export const typescript = ["--preserve-symlinks", "--preserve-symlinks-main", "--import", "tsx"] as const

export interface Child {
  readonly process: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  /** Waits for text on its standard output; fails if the process ends before. */
  readonly printed: (text: string) => Effect.Effect<void>
  /** Waits for its end; answers the exit code, or the signal that killed it. */
  readonly ended: Effect.Effect<number | string | null>
}

/** A program with these arguments, at the root of the repository, without a proxy; killed with the scope if still alive. */
export const program = (
  command: string,
  args: ReadonlyArray<string>,
  /** What its environment has otherwise; `undefined` takes a variable away. */
  changes: NodeJS.ProcessEnv = {}
): Effect.Effect<Child, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.sync(() => {
      const { http_proxy: _, HTTP_PROXY: __, ...env } = process.env
      const child = spawn(command, args, {
        cwd: root,
        env: { ...env, ...changes },
        stdio: ["ignore", "pipe", "pipe"]
      })
      let [stdout, stderr] = ["", ""]
      child.stdout.setEncoding("utf8").on("data", (text) => {
        stdout += text
      })
      child.stderr.setEncoding("utf8").on("data", (text) => {
        stderr += text
      })
      const closed = once(child, "close")
      return {
        process: child,
        stdout: () => stdout,
        stderr: () => stderr,
        printed: (text: string) =>
          Effect.promise(async () => {
            while (!stdout.includes(text)) {
              await Promise.race([once(child.stdout, "data"), closed])
              if (child.exitCode !== null && !stdout.includes(text)) throw new Error(`ended: ${stderr}`)
            }
          }),
        ended: Effect.promise(async () => {
          const [code, signal] = await closed
          return code ?? signal
        })
      }
    }),
    (child) => Effect.sync(() => child.process.kill("SIGKILL"))
  )

export const node = (args: ReadonlyArray<string>, changes: NodeJS.ProcessEnv = {}) =>
  program(process.execPath, args, changes)
