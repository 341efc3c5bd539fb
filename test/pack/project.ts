/** Programs in a project that has the package installed: what they print and how they end. */
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"
import { assert, inject } from "vitest"
import { nodeOf, type Project, withNode } from "./manifest.js"

export const folderOf = (project: Project): string => inject("pack").projects[project]

const settingOf = (project: Project) => ({
  cwd: folderOf(project),
  env: withNode(nodeOf(project))
})

const run = promisify(execFile)

/** What Node prints that runs a program of the project; fails if it ends with another code than 0. */
export const node = async (project: Project, ...args: ReadonlyArray<string>): Promise<string> =>
  (await run(join(nodeOf(project), "node"), args, settingOf(project))).stdout

/** Each line that it prints is JSON. */
export const printed = async (project: Project, program: string): Promise<ReadonlyArray<unknown>> =>
  (await node(project, program))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))

/** What npm says of the packages that are installed; `problems` are peers that do not fit, among others. */
export const dependencies = async (
  project: Project
): Promise<{ readonly problems?: ReadonlyArray<string> }> => {
  const listing = run("npm", ["ls", "--all", "--json"], { cwd: folderOf(project) })
  // it fails where there are problems, and tells them all the same
  const { stdout } = await listing.catch((error: { readonly stdout: string }) => error)
  return JSON.parse(stdout)
}

export const versionOf = (project: Project, name: string): string =>
  JSON.parse(readFileSync(join(folderOf(project), "node_modules", name, "package.json"), "utf8")).version

/**
 * The command that the package brings, started as the shell does: by its mode and its first line. Without that line a
 * shell would run the program as a script of its own.
 */
export const command = (project: Project, ...args: ReadonlyArray<string>): ChildProcess => {
  const file = join(folderOf(project), "node_modules/.bin/effect-payment-customers")
  assert.match(readFileSync(file, "utf8"), /^#!\/usr\/bin\/env node\n/)
  return spawn(file, args, { ...settingOf(project), stdio: ["ignore", "pipe", "inherit"] })
}

/** Reads what a child prints until `text` has come, or all of it where the child ends before. */
export const readUntil = async (child: ChildProcess, text: string): Promise<string> => {
  let read = ""
  const ended = once(child, "close")
  child.stdout?.setEncoding("utf8").on("data", (chunk) => {
    read += chunk
  })
  while (!read.includes(text)) {
    const [chunk] = await Promise.race([once(child.stdout ?? child, "data"), ended])
    if (typeof chunk !== "string") break
  }
  return read
}
