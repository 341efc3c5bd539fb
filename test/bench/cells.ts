/** Cells of the benchmark: a work, so many callers, and what each peer takes of this process and of the clock. */
import { type Cost, costOf } from "./cost.js"
import { pageSize, total } from "./customers.js"
import { bareFetch, fetchWithSignal, undici } from "./peers/bare.js"
import { omiseSdk } from "./peers/omiseSdk.js"
import { ours, oursPageByPage, oursQuiet } from "./peers/ours.js"
import type { Client, Peer, Work } from "./peers/peer.js"
import {
  httpApiClient,
  platformFetch,
  platformFetchQuiet,
  platformUndici,
  platformUndiciQuiet
} from "./peers/platform.js"
import { stripeNode } from "./peers/stripeNode.js"
import { type Entrant, type Result, runRounds } from "./rounds.js"

export interface Cell {
  readonly work: Work
  readonly callers: number
}

/** The whole grid; a stream of 10,000 is long enough with one caller. */
export const grid: ReadonlyArray<Cell> = [
  ...(["retrieve", "create", "page"] as const).flatMap((work) =>
    [16, 1, 256].map((callers) => ({ work, callers }))
  ),
  { work: "stream", callers: 1 }
]

/** What every ratio is a ratio to. */
const base = undici

const clients = [base, bareFetch, fetchWithSignal, omiseSdk, stripeNode, ...ours]

/** What explains the others' figures: measured where the targets are. */
const parts = [
  httpApiClient,
  platformFetch,
  platformUndici,
  platformFetchQuiet,
  platformUndiciQuiet,
  ...oursQuiet
]

const peersOf = ({ callers, work }: Cell): ReadonlyArray<Peer> => {
  if (work === "stream") return [...clients, ...parts, oursPageByPage]
  return callers === 16 ? [...clients, ...parts] : clients
}

/** Calls of a round at least, where other programs leave this one little of the processor. */
const least: Readonly<Record<Work, number>> = { retrieve: 300, create: 300, page: 20, stream: 1 }

/** So many times that before the first round, for the compiler. */
const warm = 5

/** A peer that is fast because it fails is not in the race. */
const check = async (name: string, client: Client, work: Work): Promise<void> => {
  const result = (await client.once(work)) as {
    id?: unknown
    data?: Array<unknown>
    customers?: Array<unknown>
  }
  const rows = result.data ?? result.customers ?? []
  const right =
    work === "stream" ? Number(result) === total : work === "page" ? rows.length === pageSize : "id" in result
  if (!right) throw new Error(`${name}: this is not the result of ${work}`)
}

/** @param wanted does this peer take part? The one that the others are compared with always does. */
export const runCell = async (
  cell: Cell,
  port: number,
  wanted: (name: string) => boolean,
  { rounds, millis }: { readonly rounds: number; readonly millis: number }
): Promise<ReadonlyArray<Result<Cost>>> => {
  const peers = peersOf(cell).filter((peer) => peer === base || wanted(peer.name))
  const opened = await Promise.all(peers.map(async ({ name, open }) => ({ name, client: await open(port) })))
  for (const { name, client } of opened) await check(name, client, cell.work)
  const entrants = opened.map(({ name, client }): Entrant<Cost> => {
    const cost = (atLeast: number) =>
      costOf((more) => client.run(cell.work, cell.callers, more), { millis, atLeast })
    return {
      name,
      warmUp: () => cost(cell.callers + warm * least[cell.work]),
      measure: () => cost(Math.max(cell.callers, least[cell.work]))
    }
  })
  const results = await runRounds(entrants, rounds)
  await Promise.all(opened.map(({ client }) => client.close()))
  return results
}
