/**
 * What comes of a fault, as data: for each fault, the end of the call, how often it was sent, and what the provider has
 * done. The fault matrix holds every operation to it, and docs/reliability.md shows it.
 */
import type * as CustomersError from "effect-payment-customers/CustomersError"
import { Fault, type FaultRule } from "effect-payment-customers/testing"

/** What an operation does at the provider. Those that can be repeated share one column of the table, the others another. */
export const kinds = {
  read: { column: "repeatable", name: "reads" },
  update: { column: "repeatable", name: "`PATCH` of plain values" },
  delete: { column: "repeatable", name: "`DELETE`" },
  create: { column: "once", name: "`POST`" },
  spend: { column: "once", name: "`PATCH` that spends a token" }
} as const

export type Kind = keyof typeof kinds
export type Column = (typeof kinds)[Kind]["column"]

export interface ExpectedError {
  readonly tag: CustomersError.CustomersError["_tag"]
  readonly reason?: CustomersError.Unavailable["reason"]
  readonly outcome?: CustomersError.Outcome
  /** Of an answer that is no success. */
  readonly status?: number
  readonly code?: string
  /** In seconds. */
  readonly retryAfter?: number
  /** `isRetryable`. */
  readonly retryable: boolean
}

export interface Expectation {
  /** Absent: the call succeeds. */
  readonly error?: ExpectedError
  readonly attempts: number
  /** How many of them the provider has seen. */
  readonly arrived: number
  /** Is the change there afterwards? A read changes nothing. */
  readonly done: boolean
}

export interface Row extends Readonly<Record<Column, Expectation>> {
  readonly name: string
  readonly faults: ReadonlyArray<Pick<FaultRule, "fault" | "times">>
  /** The least seconds between one attempt and the next. */
  readonly waits?: ReadonlyArray<number>
  /** Where a success has no body. */
  readonly bodiless?: Expectation
  /** How many requests Node's `fetch` makes of each attempt, where it is not one. */
  readonly byFetch?: number
}

const both = (expectation: Expectation): Readonly<Record<Column, Expectation>> => ({
  repeatable: expectation,
  once: expectation
})

const success = (attempts: number, arrived = attempts): Expectation => ({ attempts, arrived, done: true })

const failure = (
  error: ExpectedError,
  { attempts, arrived = attempts, done }: { attempts: number; arrived?: number; done: boolean }
): Expectation => ({ error, attempts, arrived, done })

const unavailable = (
  reason: CustomersError.Unavailable["reason"],
  retryable: boolean,
  more: Partial<ExpectedError> = {}
): ExpectedError => ({ tag: "Unavailable", reason, outcome: "Unknown", retryable, ...more })

const lost = (retryable: boolean) => unavailable("Transport", retryable, { code: "ECONNRESET" })
const timeout = (retryable: boolean) => unavailable("Timeout", retryable)
const server = (status: number, retryable: boolean) => unavailable("Server", retryable, { status })
const refused = (outcome: CustomersError.Outcome) =>
  unavailable("Transport", true, { outcome, code: "ECONNREFUSED" })
const limited = (more: Partial<ExpectedError> = {}): ExpectedError => ({
  tag: "RateLimited",
  status: 429,
  retryable: true,
  ...more
})
const unexpected = (outcome: CustomersError.Outcome, status?: number): ExpectedError => ({
  tag: "UnexpectedResponse",
  outcome,
  retryable: false,
  ...(status === undefined ? {} : { status })
})

const always = Number.POSITIVE_INFINITY

const html502 = Fault.answer(502, {
  headers: { "content-type": "text/html" },
  body: "<html><body><h1>502 Bad Gateway</h1></body></html>"
})
const retryAfter = (status: number, seconds: number) =>
  Fault.answer(status, { headers: { "retry-after": String(seconds) } })

export const rows: ReadonlyArray<Row> = [
  {
    name: "connection refused",
    faults: [{ fault: Fault.refuseConnection }],
    ...both(success(2, 1))
  },
  {
    name: "connection refused, every time",
    faults: [{ fault: Fault.refuseConnection, times: always }],
    ...both(failure(refused("NotSent"), { attempts: 3, arrived: 0, done: false }))
  },
  {
    name: "answer lost",
    faults: [{ fault: Fault.loseAnswer }],
    repeatable: success(2),
    once: failure(lost(false), { attempts: 1, done: true })
  },
  {
    name: "answer lost, every time",
    faults: [{ fault: Fault.loseAnswer, times: always }],
    repeatable: failure(lost(true), { attempts: 3, done: true }),
    once: failure(lost(false), { attempts: 1, done: true })
  },
  {
    name: "no answer within the timeout, carried out",
    faults: [{ fault: Fault.neverAnswer({ carriedOut: true }) }],
    repeatable: success(2),
    once: failure(timeout(false), { attempts: 1, done: true })
  },
  {
    name: "no answer within the timeout, carried out, every time",
    faults: [{ fault: Fault.neverAnswer({ carriedOut: true }), times: always }],
    repeatable: failure(timeout(true), { attempts: 3, done: true }),
    once: failure(timeout(false), { attempts: 1, done: true })
  },
  {
    name: "no answer within the timeout, not carried out",
    faults: [{ fault: Fault.neverAnswer({ carriedOut: false }) }],
    repeatable: success(2),
    once: failure(timeout(false), { attempts: 1, done: false })
  },
  {
    name: "no answer within the timeout, not carried out, every time",
    faults: [{ fault: Fault.neverAnswer({ carriedOut: false }), times: always }],
    repeatable: failure(timeout(true), { attempts: 3, done: false }),
    once: failure(timeout(false), { attempts: 1, done: false })
  },
  {
    name: "answer whose JSON stops in the middle",
    faults: [{ fault: Fault.truncate }],
    ...both(failure(unexpected("Unknown"), { attempts: 1, done: true })),
    bodiless: success(1)
  },
  {
    name: "502 with HTML",
    faults: [{ fault: html502 }],
    repeatable: success(2),
    once: failure(server(502, false), { attempts: 1, done: false })
  },
  {
    name: "502 with HTML, every time",
    faults: [{ fault: html502, times: always }],
    repeatable: failure(server(502, true), { attempts: 3, done: false }),
    once: failure(server(502, false), { attempts: 1, done: false })
  },
  {
    name: "500",
    faults: [{ fault: Fault.answer(500) }],
    repeatable: success(2),
    once: failure(server(500, false), { attempts: 1, done: false })
  },
  {
    name: "500, every time",
    faults: [{ fault: Fault.answer(500), times: always }],
    repeatable: failure(server(500, true), { attempts: 3, done: false }),
    once: failure(server(500, false), { attempts: 1, done: false })
  },
  {
    name: "503 with `Retry-After: 2`",
    faults: [{ fault: retryAfter(503, 2) }],
    waits: [2],
    repeatable: success(2),
    once: failure(server(503, false), { attempts: 1, done: false })
  },
  {
    name: "503 with `Retry-After: 2`, every time",
    faults: [{ fault: retryAfter(503, 2), times: always }],
    waits: [2, 2],
    repeatable: failure(server(503, true), { attempts: 3, done: false }),
    once: failure(server(503, false), { attempts: 1, done: false })
  },
  {
    name: "503 with `Retry-After: 60`",
    faults: [{ fault: retryAfter(503, 60) }],
    repeatable: failure(server(503, true), { attempts: 1, done: false }),
    once: failure(server(503, false), { attempts: 1, done: false })
  },
  {
    name: "429",
    faults: [{ fault: Fault.answer(429) }],
    ...both(success(2))
  },
  {
    name: "429, every time",
    faults: [{ fault: Fault.answer(429), times: always }],
    ...both(failure(limited(), { attempts: 3, done: false }))
  },
  {
    name: "429 with `Retry-After: 7`",
    faults: [{ fault: retryAfter(429, 7) }],
    waits: [7],
    ...both(success(2))
  },
  {
    name: "429 with `Retry-After: 7`, twice",
    faults: [{ fault: retryAfter(429, 7), times: 2 }],
    waits: [7, 7],
    ...both(success(3))
  },
  {
    name: "429 with `Retry-After: 7`, every time",
    faults: [{ fault: retryAfter(429, 7), times: always }],
    waits: [7, 7],
    ...both(failure(limited({ retryAfter: 7 }), { attempts: 3, done: false }))
  },
  {
    name: "429 with `Retry-After: 60`",
    faults: [{ fault: retryAfter(429, 60) }],
    ...both(failure(limited({ retryAfter: 60 }), { attempts: 1, done: false }))
  },
  {
    name: "302",
    faults: [{ fault: Fault.answer(302) }],
    ...both(failure(unexpected("Unknown", 302), { attempts: 1, done: false }))
  },
  {
    name: "408, and 425 alike",
    faults: [{ fault: Fault.answer(408) }],
    ...both(failure(unexpected("Unknown", 408), { attempts: 1, done: false }))
  },
  {
    name: "421",
    faults: [{ fault: Fault.answer(421) }],
    byFetch: 2,
    ...both(failure(unexpected("Unknown", 421), { attempts: 1, done: false }))
  },
  {
    name: "a status of 600 and above",
    faults: [{ fault: Fault.answer(600) }],
    ...both(failure(unexpected("Unknown", 600), { attempts: 1, done: false }))
  },
  {
    name: "another 4xx that no class stands for, such as 405",
    faults: [{ fault: Fault.answer(405) }],
    ...both(failure(unexpected("Refused", 405), { attempts: 1, done: false }))
  },
  {
    name: "answer after 3 s",
    faults: [{ fault: Fault.delay("3 seconds") }],
    ...both(success(1))
  },
  {
    name: "answer after 40 s, given up after 30",
    faults: [{ fault: Fault.delay("40 seconds") }],
    repeatable: success(2),
    once: failure(timeout(false), { attempts: 1, done: true })
  },
  {
    name: "answer after 40 s, given up after 30, every time",
    faults: [{ fault: Fault.delay("40 seconds"), times: always }],
    repeatable: failure(timeout(true), { attempts: 3, done: true }),
    once: failure(timeout(false), { attempts: 1, done: true })
  },
  {
    name: "connection refused, then answer lost",
    faults: [{ fault: Fault.refuseConnection }, { fault: Fault.loseAnswer }],
    repeatable: success(3, 2),
    once: failure(lost(false), { attempts: 2, arrived: 1, done: true })
  },
  {
    name: "429 with `Retry-After: 7`, then answer lost",
    faults: [{ fault: retryAfter(429, 7) }, { fault: Fault.loseAnswer }],
    waits: [7],
    repeatable: success(3),
    once: failure(lost(false), { attempts: 2, done: true })
  },
  {
    name: "answer lost, then 405",
    faults: [{ fault: Fault.loseAnswer }, { fault: Fault.answer(405) }],
    repeatable: failure(unexpected("Unknown", 405), { attempts: 2, done: true }),
    once: failure(lost(false), { attempts: 1, done: true })
  },
  {
    name: "answer lost, then connection refused every time",
    faults: [{ fault: Fault.loseAnswer }, { fault: Fault.refuseConnection, times: always }],
    repeatable: failure(refused("Unknown"), { attempts: 3, arrived: 1, done: true }),
    once: failure(lost(false), { attempts: 1, done: true })
  }
]
