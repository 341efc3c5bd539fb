/** Packs both packages, as a release does, and installs them, as users do: the tests look at the tarballs and at projects. */
import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import type { TestProject } from "vitest/node"
import manifest4 from "../effect4/package.json" with { type: "json" }
import {
  type Line,
  manifest,
  newestOf,
  nodeOf,
  type Peer,
  type Project,
  peersIn,
  root,
  withNode
} from "./manifest.js"

export interface Pack {
  readonly tarballs: Readonly<Record<Line, string>>
  /** The folders that they were unpacked to. */
  readonly unpacked: Readonly<Record<Line, string>>
  readonly projects: Readonly<Record<Project, string>>
}

declare module "vitest" {
  export interface ProvidedContext {
    readonly pack: Pack
  }
}

const run = promisify(execFile)

/** Both tarballs, in this folder. */
const pack = async (folder: string): Promise<Pack["tarballs"]> => {
  await run("npm", ["run", "--silent", "pack", "--", folder], { cwd: root })
  const tarballs = await readdir(folder)
  const of = (line: Line) =>
    join(folder, tarballs.find((name) => name.startsWith(`${manifest.name}-${line}.`)) ?? "no tarball")
  return { 3: of(3), 4: of(4) }
}

const makeProject = async (folder: string): Promise<void> => {
  await cp(join(import.meta.dirname, "programs"), folder, { recursive: true })
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }))
}

/** npm takes what fits the Node that runs it. */
const install = async (project: Project, folder: string, packages: ReadonlyArray<string>): Promise<void> => {
  await makeProject(folder)
  const quietly = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"]
  await run("npm", ["install", "--prefix", folder, ...quietly, ...packages], {
    cwd: folder,
    env: withNode(nodeOf(project))
  })
}

/** A project with the same packages but for the optional peers, which nothing in it can find. */
const withoutOptional = async (
  peers: ReadonlyArray<Peer>,
  folder: string,
  installed: string
): Promise<void> => {
  await makeProject(folder)
  const modules = (project: string, name: string) => join(project, "node_modules", name)
  await cp(modules(installed, manifest.name), modules(folder, manifest.name), { recursive: true })
  for (const { name } of peers.filter((peer) => !peer.optional)) {
    await mkdir(dirname(modules(folder, name)), { recursive: true })
    await symlink(modules(installed, name), modules(folder, name))
  }
}

// the declarations of ioredis, undici and Effect 4 want it
const types = {
  3: `@types/node@${manifest.devDependencies["@types/node"]}`,
  4: `@types/node@${manifest4.devDependencies["@types/node"]}`
}

const unpack = async (tarball: string): Promise<string> => {
  const folder = tarball.replace(/\.tgz$/, "")
  await mkdir(folder)
  await run("tar", ["-xzf", tarball, "-C", folder])
  return join(folder, "package")
}

/** In a new folder. */
const prepare = async (folder: string): Promise<Pack> => {
  const tarballs = await pack(folder)
  const unpacked = { 3: await unpack(tarballs[3]), 4: await unpack(tarballs[4]) }
  const names = ["lowest", "newest", "bare", "lowest4", "newest4", "bare4"] as const
  const projects = Object.fromEntries(names.map((name) => [name, join(folder, name)])) as Pack["projects"]
  const installs = ([3, 4] as const).map(async (line) => {
    const ending = line === 3 ? "" : "4"
    const [lowest, newest, bare] = [`lowest${ending}`, `newest${ending}`, `bare${ending}`] as const
    const peers = peersIn(unpacked[line])
    const more = [tarballs[line], types[line]]
    await install(lowest, projects[lowest], [
      ...more,
      ...peers.map(({ name, lowest }) => `${name}@${lowest}`)
    ])
    await install(newest, projects[newest], [...more, ...peers.map(newestOf)])
    await withoutOptional(peers, projects[bare], projects[newest])
  })
  await Promise.all(installs)
  return { tarballs, unpacked, projects }
}

export default async (project: TestProject): Promise<() => Promise<void>> => {
  const folder = await mkdtemp(join(tmpdir(), "packed-"))
  const remove = () => rm(folder, { recursive: true })
  try {
    project.provide("pack", await prepare(folder))
    return remove
  } catch (error) {
    await remove()
    throw error
  }
}
