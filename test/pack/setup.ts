/** Packs the built package and installs it, as users do: the tests look at the tarball and at three projects. */
import { execFile } from "node:child_process"
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { promisify } from "node:util"
import type { TestProject } from "vitest/node"
import { manifest, peers, root } from "./manifest.js"

export interface Pack {
  readonly tarball: string
  /** The folder that the tarball was unpacked to. */
  readonly unpacked: string
  readonly projects: Readonly<Record<Project, string>>
}

/**
 * `lowest` has each peer in the lowest version that package.json allows, `newest` in the newest that the registry has
 * of those; `bare` has the newest too, but none of the optional ones.
 */
export type Project = "lowest" | "newest" | "bare"

declare module "vitest" {
  export interface ProvidedContext {
    readonly pack: Pack
  }
}

const run = promisify(execFile)

const pack = async (folder: string): Promise<string> => {
  await run("npm", ["pack", "--silent", "--pack-destination", folder], { cwd: root })
  const [tarball = "no tarball"] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"))
  await run("tar", ["-xzf", tarball], { cwd: folder })
  return join(folder, tarball)
}

const makeProject = async (folder: string): Promise<void> => {
  await cp(join(import.meta.dirname, "programs"), folder, { recursive: true })
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }))
}

const install = async (folder: string, packages: ReadonlyArray<string>): Promise<void> => {
  await makeProject(folder)
  const quietly = ["--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"]
  await run("npm", ["install", "--prefix", folder, ...quietly, ...packages], { cwd: folder })
}

/** A project with the same packages but for the optional peers, which nothing in it can find. */
const withoutOptional = async (folder: string, installed: string): Promise<void> => {
  await makeProject(folder)
  const modules = (project: string, name: string) => join(project, "node_modules", name)
  await cp(modules(installed, manifest.name), modules(folder, manifest.name), { recursive: true })
  for (const { name } of peers.filter((peer) => !peer.optional)) {
    await mkdir(dirname(modules(folder, name)), { recursive: true })
    await symlink(modules(installed, name), modules(folder, name))
  }
}

/** In a new folder. */
const prepare = async (folder: string): Promise<Pack> => {
  const tarball = await pack(folder)
  const projects = {
    lowest: join(folder, "lowest"),
    newest: join(folder, "newest"),
    bare: join(folder, "bare")
  }
  // the declarations of ioredis and undici want it
  const more = [tarball, `@types/node@${manifest.devDependencies["@types/node"]}`]
  await Promise.all([
    install(projects.lowest, [...more, ...peers.map(({ name, lowest }) => `${name}@${lowest}`)]),
    install(projects.newest, [...more, ...peers.map(({ name, range }) => `${name}@${range}`)])
  ])
  await withoutOptional(projects.bare, projects.newest)
  return { tarball, unpacked: join(folder, "package"), projects }
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
