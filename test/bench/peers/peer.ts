/** What is measured: a client of the loopback server, and the four kinds of work that each can do. */
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"

export const works = ["retrieve", "create", "page", "stream"] as const

export type Work = (typeof works)[number]

export interface Peer {
  readonly name: string
  readonly open: (port: number) => Promise<Client>
}

/** A client with its connections. */
export interface Client {
  /** One call of this work, with its result. */
  readonly once: (work: Work) => Promise<unknown>
  /** So many callers at once, each with one call after the other for as long as `more` says. */
  readonly run: (work: Work, callers: number, more: () => boolean) => Promise<void>
  readonly close: () => Promise<void>
}

/** A client of promises: a caller is an async loop. */
export const ofPromises = (
  calls: Readonly<Record<Work, () => Promise<unknown>>>,
  close: () => Promise<void> = async () => {}
): Client => ({
  once: (work) => calls[work](),
  run: async (work, callers, more) => {
    const call = calls[work]
    const caller = async () => {
      while (more()) await call()
    }
    await Promise.all(Array.from({ length: callers }, caller))
  },
  close
})

export interface Page {
  readonly data: ReadonlyArray<unknown>
  readonly total: number
}

/** How many rows there are, by one page after the other from an offset on. */
export const countByPage = async (page: (offset: number) => Promise<Page>): Promise<number> => {
  let rows = 0
  for (let more = true; more; ) {
    const { data, total } = await page(rows)
    rows += data.length
    more = data.length > 0 && rows < total
  }
  return rows
}

export type Effects = Readonly<Record<Work, () => Effect.Effect<unknown, unknown>>>

type Around = <R>(self: Effect.Effect<void, unknown, R>) => Effect.Effect<void, unknown, R>

/** A client of effects: a caller is a fibre. `around` is what the program that calls has around it, once for all. */
export const ofEffects = async <R>(
  layer: Layer.Layer<R, unknown>,
  calls: Effect.Effect<Effects, never, R>,
  around: Around = (self) => self
): Promise<Client> => {
  const runtime = ManagedRuntime.make(layer)
  const effects = await runtime.runPromise(calls)
  return {
    once: (work) => runtime.runPromise(effects[work]()),
    run: (work, callers, more) => {
      const caller = Effect.whileLoop({ while: more, body: effects[work], step: () => {} })
      const all = Effect.forEach(Array.from({ length: callers }), () => caller, {
        concurrency: "unbounded",
        discard: true
      })
      return runtime.runPromise(around(all))
    },
    close: () => runtime.dispose()
  }
}

/** No spans, for all that runs in it: what an app without tracing sets. Effect has no such switch for metrics. */
export const withoutSpans: Around = Effect.withTracerEnabled(false)
