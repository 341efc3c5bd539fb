/** A child process and what it prints. */
import { spawn } from "node:child_process"
import { once } from "node:events"

/** How long one may go on after its result is there: what still holds it then is a handle that was left. */
const linger = 5_000
const longest = 120_000

/** Runs a command to its end; fails with what it printed where that is not 0. */
export const run = async (command, args, options = {}) => {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options })
  let text = ""
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (text += data))
  const [code] = await once(child, "close")
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${text}`)
}

/**
 * The JSON that a program prints in one line, and whether the program ended by itself then.
 *
 * @returns `{ result, ended }`; `result` is `{ broken }` where there is none
 */
export const program = async (command, args, options = {}) => {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options })
  let stdout = ""
  let stderr = ""
  let lingering
  const tooLong = setTimeout(() => child.kill("SIGKILL"), longest)
  child.stdout.on("data", (data) => {
    stdout += data
    if (stdout.endsWith("\n")) lingering ??= setTimeout(() => child.kill("SIGKILL"), linger)
  })
  child.stderr.on("data", (data) => (stderr += data))
  const [code, signal] = await once(child, "close")
  clearTimeout(tooLong)
  clearTimeout(lingering)
  try {
    return { result: JSON.parse(stdout), ended: signal === null }
  } catch {
    return { result: { broken: `it ended with ${code ?? signal}: ${stdout}${stderr}` }, ended: false }
  }
}

/** A process that stays, as soon as it has printed what the pattern finds. */
export const server = (command, args, pattern) =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] })
    let text = ""
    child.once("close", (code) =>
      reject(new Error(`${command} ${args.join(" ")} ended with ${code}: ${text}`))
    )
    child.stdout.on("data", (data) => {
      text += data
      const found = pattern.exec(text)
      if (found !== null) resolve({ found: found[1], stop: () => child.kill("SIGTERM") })
    })
  })
