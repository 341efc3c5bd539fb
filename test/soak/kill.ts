/**
 * `node --import tsx test/soak/kill.ts [bepaid|omise|stancer|stancerV2|all] [fetch|undici] [folder|memory] [count=500]
 * [kills=20]`: a child ensures all customers of a stream with `ensureAll` and a checkpoint, eight at a time, against a
 * server in this process that takes 1.5 s for a create and finishes what it has begun. The child is killed with SIGKILL
 * at random moments and started again from its checkpoint. It prints how many customers were made twice or lost.
 *
 * With `folder`, the turns are written down (`turnsKeyValueStore.layerFolder`), and it exits with 1 if there is one. With
 * `memory` nothing outlives the child: that figure stands in docs/ensure.md.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as Customers from "effect-payment-customers/Customers"
import * as turnsKeyValueStore from "effect-payment-customers/turnsKeyValueStore"
import { type ProviderName, providerNames, serveSlowly, tally } from "../support/slowServer.js"
import { type ClientName, layerOf } from "./layers.js"

const idOf = (index: number): string => `user-${index}`

const input = (index: number): Customers.CustomerInput => ({
  externalId: idOf(index),
  // ten customers share an address, as the members of a family may
  email: `family-${Math.floor(index / 10)}@example.com`,
  ip: "127.0.0.1"
})

const checkpointOf = (file: string): number => {
  try {
    return Number(readFileSync(file, "utf8"))
  } catch {
    return 0
  }
}

interface Job {
  readonly name: ProviderName
  readonly client: ClientName
  readonly turns: "folder" | "memory"
  readonly count: number
  readonly url: string
  readonly directory: string
}

const child = ({ name, client, turns, count, url, directory }: Job) => {
  const checkpoint = join(directory, "checkpoint")
  const turnsLayer =
    turns === "folder"
      ? Layer.provide(turnsKeyValueStore.layerFolder(join(directory, "turns")), NodeContext.layer)
      : Layer.empty
  return Customers.ensureAll(Stream.map(Stream.range(0, count - 1), input), {
    concurrency: 8,
    startAt: checkpointOf(checkpoint)
  }).pipe(
    Stream.runForEach(({ index, result }) =>
      Effect.zipRight(
        result,
        Effect.sync(() => writeFileSync(checkpoint, String(index + 1)))
      )
    ),
    Effect.provide(Layer.merge(layerOf(name, client, url), turnsLayer))
  )
}

/** This program in one file, which starts in a fraction of a create: the next child asks while creates are under way. */
const bundle = async (outfile: string): Promise<void> => {
  const { build } = await import("esbuild")
  await build({
    entryPoints: [fileURLToPath(import.meta.url)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["esbuild"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);'
    }
  })
}

const start = (program: string, job: Job): ChildProcess =>
  spawn(process.execPath, [program, "child", JSON.stringify(job)], { stdio: "inherit" })

const ended = (process: ChildProcess) =>
  new Promise<number | null>((resolve) => void process.once("exit", (code) => resolve(code)))

const sleep = (millis: number) => new Promise((resume) => setTimeout(resume, millis))

const soak = async (
  program: string,
  job: Omit<Job, "url" | "directory">,
  kills: number
): Promise<boolean> => {
  const server = await serveSlowly(job.name, () => ({ millis: 1_500 }))
  const directory = mkdtempSync(join(tmpdir(), "kill-"))
  const whole = { ...job, url: server.url, directory }
  const began = Date.now()
  let killed = 0
  for (let number = 0; number < kills; number += 1) {
    const before = server.requests()
    const one = start(program, whole)
    const end = ended(one)
    while (server.requests() === before && one.exitCode === null) await sleep(5)
    await sleep(Math.random() * 5_000)
    one.kill("SIGKILL")
    if ((await end) === null) killed += 1
  }
  // one more, and as often as eight rows running were not answered
  let code: number | null = 1
  for (let tries = 0; tries < 5 && code !== 0; tries += 1) code = await ended(start(program, whole))
  await sleep(3_000)
  const ids = Array.from({ length: job.count }, (_, index) => idOf(index))
  const { twice, lost } = tally(job.name, server.emulator, ids)
  await server.close()
  rmSync(directory, { recursive: true })
  console.log(
    `${job.turns} ${job.client} ${job.name}: ${twice} twice, ${lost} lost of ${job.count}; ${killed} kills, ` +
      `${server.requests()} requests, ${Math.round((Date.now() - began) / 1000)} s, exit ${code}`
  )
  return code === 0 && lost === 0 && (twice === 0 || job.turns === "memory")
}

const [first = "all", ...rest] = process.argv.slice(2)
if (first === "child") {
  await Effect.runPromise(child(JSON.parse(rest[0] ?? "{}")))
} else {
  const [client = "undici", turns = "folder", count = "500", kills = "20"] = rest
  const names = first === "all" ? providerNames : [first as ProviderName]
  const folder = mkdtempSync(join(tmpdir(), "kill-program-"))
  const program = join(folder, "kill.mjs")
  await bundle(program)
  const jobs = names.map((name) =>
    soak(
      program,
      { name, client: client as ClientName, turns: turns as Job["turns"], count: Number(count) },
      Number(kills)
    )
  )
  process.exitCode = (await Promise.all(jobs)).every(Boolean) ? 0 : 1
  rmSync(folder, { recursive: true })
}
