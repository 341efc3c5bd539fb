/** The last requests, each from its start: what was asked, the fault that struck, what came of it. */
import * as Clock from "#line/Clock"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import { withoutCardData } from "../cardData.js"
import { beginningOf, type Desk } from "../desk.js"
import type { EmulatorRequest, EmulatorResponse } from "../http.js"

/** A request as it is remembered; of bodies their beginning. */
export interface Logged {
  readonly id: number
  readonly at: number
  readonly provider: string
  readonly request: EmulatorRequest
  fault: string | undefined
  /** None while it waits, and where there was no answer or nobody to take it. */
  answer: EmulatorResponse | undefined
  /** None while it waits. */
  millis: number | undefined
}

export interface Log {
  /** Newest first. */
  readonly entries: () => ReadonlyArray<Logged>
  /** Carries out a request, and remembers it. */
  readonly exchange: (provider: string, desk: Desk, request: EmulatorRequest) => ReturnType<Desk["exchange"]>
  /** Forgets what a provider was asked. */
  readonly forget: (provider: string) => void
}

export interface LogOptions {
  /** How many requests it remembers. */
  readonly remembered: number
  /** How much of a body, in characters. */
  readonly bodyRemembered: number
  /** Told when a request comes and when it ends. */
  readonly onChange: () => void
  /** Told of each request when it ends. */
  readonly onEnd?: ((entry: Logged) => void) | undefined
}

export const makeLog = ({ remembered, bodyRemembered, onChange, onEnd }: LogOptions): Log => {
  let entries: Array<Logged> = []
  let count = 0
  const shortened = <A extends { readonly body: string }>(message: A): A => ({
    ...message,
    body: beginningOf(message.body, bodyRemembered)
  })

  return {
    entries: () => entries,
    exchange: (provider, desk, request) =>
      Effect.flatMap(Clock.currentTimeMillis, (at) => {
        const entry: Logged = {
          id: ++count,
          at,
          provider,
          request: shortened(withoutCardData(request)),
          fault: undefined,
          answer: undefined,
          millis: undefined
        }
        entries = [entry, ...entries].slice(0, remembered)
        onChange()
        const struck = (fault: { readonly _tag: string }) => {
          entry.fault = fault._tag
          onChange()
        }
        return Effect.onExit(desk.exchange(request, at, struck), (exit) =>
          Effect.map(Clock.currentTimeMillis, (end) => {
            if (Exit.isSuccess(exit)) entry.answer = shortened(exit.value)
            entry.millis = end - at
            onChange()
            onEnd?.(entry)
          })
        )
      }),
    forget: (provider) => {
      entries = entries.filter((entry) => entry.provider !== provider)
      onChange()
    }
  }
}

/** Path and query, as a reader reads them. */
export const targetOf = ({ path, query }: EmulatorRequest): string =>
  (query.size === 0 ? path : `${path}?${decodeURIComponent(query.toString().replaceAll("+", " "))}`).slice(
    0,
    500
  )
