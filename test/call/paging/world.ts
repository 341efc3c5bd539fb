/**
 * A list that others write to while it is read: before each request customers are created and deleted. It keeps what was
 * there from the first request to the last.
 */

import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { BufferedResponse } from "../../../src/emulator/inProcess.js"

/** The same numbers for the same seed. */
export const randomOf = (seed: number) => {
  let state = seed >>> 0
  /** From 0 to `below`, without it. */
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (((mixed ^ (mixed >>> 14)) >>> 0) * below) / 2 ** 32
  }
}

type Random = ReturnType<typeof randomOf>

const pick = <A>(random: Random, of: ReadonlyArray<A>): A => of[Math.floor(random(of.length))] as A

interface Row {
  readonly id: string
  /** Unix seconds. */
  readonly created: number
  /** What sorts the rows where it is not their creation. */
  readonly name: number
}

export type Order = "oldest first" | "newest first" | "by name"

/** How a provider may be: what its documentation leaves open. */
export interface Manner {
  readonly order: Order
  /** Do `from`, `to` and `created` include their own instant? */
  readonly inclusive: boolean
  /** Does a page tell how many rows there are, and whether more follow? */
  readonly tells: boolean
  /** Do some rows tell no time? */
  readonly timeless: boolean
  /** Are `from`, `to` and `created` minded at all? */
  readonly filters: boolean
}

export interface World {
  readonly client: HttpClient.HttpClient
  /** Who was there before the first request and still is. */
  readonly lasting: () => ReadonlyArray<string>
  readonly requests: () => number
}

const epoch = 1_700_000_000

interface Asked {
  readonly offset: number
  readonly limit: number
  readonly from: number
  readonly to: number
  readonly reversed: boolean
}

const secondsOf = (text: string | null, otherwise: number): number =>
  text === null ? otherwise : Date.parse(text) / 1000

const askedOf = (url: URL): Asked => {
  const query = url.searchParams
  const isStancer = url.hostname === "api.stancer.com"
  return {
    offset: Number(query.get("offset") ?? query.get("start") ?? 0),
    limit: Number(query.get("limit") ?? (isStancer ? 10 : 20)),
    from: isStancer
      ? Number(query.get("created") ?? Number.NEGATIVE_INFINITY)
      : secondsOf(query.get("from"), Number.NEGATIVE_INFINITY),
    to: secondsOf(query.get("to"), Number.POSITIVE_INFINITY),
    reversed: query.get("order") === "reverse_chronological"
  }
}

/** @param calm nothing changes while the list is read */
export const makeWorld = (random: Random, manner: Manner, { calm = false, size = 100 } = {}): World => {
  const { order, inclusive, tells, timeless, filters } = manner
  let now = epoch
  let made = 0
  let requests = 0
  let rows: Array<Row> = []

  const create = (): void => {
    if (random(3) < 1) now += Math.floor(random(4))
    made += 1
    rows.push({ id: `cust_${String(made).padStart(24, "0")}`, created: now, name: random(1) })
  }
  // One second holds few customers, or many of them at once
  while (rows.length < size) {
    const together = random(6) < 1 ? random(45) : 1
    for (let n = 0; n < together && rows.length < size; n += 1) create()
    now += random(2) < 1 ? 1 : Math.floor(random(100))
  }
  const first = new Set(rows.map(({ id }) => id))

  const write = (): void => {
    for (let n = pick(random, [0, 0, 1, 3, 30]); n > 0; n -= 1) create()
    for (let n = pick(random, [0, 0, 1, 3, 30]); n > 0; n -= 1)
      rows.splice(Math.floor(random(rows.length)), 1)
    // Whoever reads deletes what was given, or nearly so
    if (random(15) < 1) rows = rows.filter(() => random(10) < 1)
  }

  const remove = (id: string): void => {
    rows = rows.filter((row) => row.id !== id)
  }

  const inWindow = ({ from, to }: Asked) =>
    filters
      ? rows.filter(({ created }) =>
          inclusive ? created >= from && created <= to : created > from && created < to
        )
      : [...rows]

  const sorted = (reversed: boolean, found: Array<Row>): Array<Row> => {
    if (order === "by name") found.sort((a, b) => a.name - b.name)
    return reversed !== (order === "newest first") ? found.reverse() : found
  }

  /** As Omise and as Stancer write it. */
  const timeOf = ({ created }: Row): object => {
    if (timeless && created % 3 === 0) return {}
    return { created_at: new Date(created * 1000).toISOString(), created }
  }

  const answer = (url: URL): object => {
    const asked = askedOf(url)
    const { offset, limit } = asked
    const found = sorted(asked.reversed, inWindow(asked))
    const page = found.slice(offset, offset + limit).map((row) => ({ id: row.id, ...timeOf(row) }))
    // bePaid has no pages
    if (url.hostname === "api.bepaid.by") return found.map(({ id }) => ({ id }))
    return {
      ...{ data: page, ...(tells ? { offset, limit, total: found.length } : {}) },
      ...{
        customers: page,
        range: tells ? { start: offset, limit, has_more: offset + page.length < found.length } : {}
      }
    }
  }

  const client = HttpClient.make((request, url) =>
    Effect.sync(() => {
      if (!calm && requests > 0) write()
      requests += 1
      const id = url.pathname.split("/").at(-1) ?? ""
      if (request.method === "DELETE") remove(id)
      const body = JSON.stringify(request.method === "DELETE" ? { id, deleted: true } : answer(url))
      return new BufferedResponse(request, { status: 200, headers: {}, body })
    })
  )
  return {
    client,
    requests: () => requests,
    lasting: () => rows.filter(({ id }) => first.has(id)).map(({ id }) => id)
  }
}
