/** An emulator with what a test does to it: faults to come, what was asked, a new beginning. */
import * as Clock from "#line/Clock"
import * as Effect from "#line/Effect"
import { withoutCardData } from "./cardData.js"
import { type Fault, makeFaultPlan, strike } from "./faults.js"
import { basicCredentials, type Emulator, type EmulatorRequest, type EmulatorResponse } from "./http.js"
import type { CarryOn } from "./underWay.js"

/**
 * What goes wrong, and when.
 *
 * @since 0.1.0
 * @category models
 */
export interface FaultRule {
  readonly fault: Fault
  /**
   * `"create"`, `"retrieve"`, `"update"`, `"delete"`, `"list"`, `"search"`, `"cards.list"`, … Default: whatever comes next.
   * One that no request is of is a defect: the rule would never strike.
   */
  readonly operation?: string | undefined
  /** How many requests it strikes. Default: 1. */
  readonly times?: number | undefined
  /** How many requests of the operation pass unharmed before it. Default: 0. */
  readonly after?: number | undefined
}

/**
 * A request as the emulator saw it. The `authorization` header says only that there was one.
 *
 * @since 0.1.0
 * @category models
 */
export interface SeenRequest extends Omit<EmulatorRequest, "query"> {
  readonly operation: string | undefined
  readonly query: Readonly<Record<string, string>>
  /** Milliseconds of the Clock. */
  readonly at: number
}

/**
 * What a test asks of an emulator, and what it tells it to do.
 *
 * @since 0.1.0
 * @category models
 */
export interface Control {
  /** Adds a fault to come. Where several fit a request, the one that was added first strikes. */
  readonly fault: (rule: FaultRule) => Effect.Effect<void>
  /**
   * The faults that are still to strike, in the order in which they were added, with what is left of `times` and `after`.
   *
   * @since 0.2.0
   */
  readonly faults: Effect.Effect<ReadonlyArray<Required<FaultRule>>>
  /** What was asked, in order. A request that found no connection is not among them. */
  readonly requests: Effect.Effect<ReadonlyArray<SeenRequest>>
  /** The customers that the provider holds, as its own JSON, oldest first. */
  readonly customers: Effect.Effect<ReadonlyArray<Readonly<Record<string, unknown>>>>
  /** Back to the seed: no customers but those, no faults, no requests. */
  readonly reset: Effect.Effect<void>
}

export interface Desk {
  /**
   * One request; where it fails, the connection is lost, with a cause as Node's clients give it. A client that is
   * interrupted has left, and what it has begun goes on.
   */
  readonly exchange: (
    request: EmulatorRequest,
    nowMillis: number,
    /** Is told which fault strikes. */
    onFault?: (fault: Fault) => void
  ) => Effect.Effect<EmulatorResponse, Error>
  readonly control: Control
  /** No fault is to come any more. */
  readonly clearFaults: Effect.Effect<void>
  /** The emulator as it is until the next reset. */
  readonly emulator: () => Emulator
  /** How many requests were carried out so far, also those whose client had left. */
  readonly carriedOut: () => number
  /** Another account, from JSON: what is wrong with it, if anything. */
  readonly addAccount: (json: unknown) => string | undefined
}

export interface DeskOptions {
  /** How a request goes on whose client has left. */
  readonly carryOn: CarryOn
  /** How many requests are remembered. Default: all. */
  readonly remembered?: number
  /** How much is remembered of a body, in characters. Default: all. */
  readonly bodyRemembered?: number
  /** How many customers are held; a create beyond them is answered with 507. Default: any number. */
  readonly customers?: number | undefined
  readonly addAccount?: (json: unknown) => string | undefined
}

/** The beginning of a text. It is copied: a part of a string keeps all of it. */
export const beginningOf = (text: string, most: number): string =>
  text.length <= most ? text : new TextDecoder().decode(new TextEncoder().encode(text.slice(0, most)))

const seen = (
  asked: EmulatorRequest,
  operation: string | undefined,
  at: number,
  bodyRemembered: number
): SeenRequest => {
  const request = withoutCardData(asked)
  return {
    ...request,
    body: beginningOf(request.body, bodyRemembered),
    operation,
    query: Object.fromEntries(request.query),
    headers: request.headers.authorization
      ? { ...request.headers, authorization: "<redacted>" }
      : request.headers,
    at
  }
}

/** Faults are for programs that use an account: what a browser or a health check asks for uses none up. */
const hasKey = (request: EmulatorRequest): boolean => (basicCredentials(request)?.user ?? "") !== ""

/** No provider's answer: the emulator's own, to what it can't do. */
export const refusal = (status: number, message: string): EmulatorResponse => ({
  status,
  headers: { "content-type": "application/json; charset=utf-8" },
  body: JSON.stringify({ emulator: message })
})

/** A new emulator and the hold on it. */
export const makeDesk = (makeEmulator: () => Emulator, options: DeskOptions): Desk => {
  const {
    carryOn,
    remembered = Number.POSITIVE_INFINITY,
    bodyRemembered = Number.POSITIVE_INFINITY,
    customers
  } = options
  let emulator = makeEmulator()
  let requests: Array<SeenRequest> = []
  let carriedOut = 0
  const plan = makeFaultPlan()

  const remember = (request: EmulatorRequest, operation: string | undefined, now: number) => {
    requests.push(seen(request, operation, now, bodyRemembered))
    // by halves, so that forgetting costs nothing to speak of
    if (requests.length >= remembered * 2) requests = requests.slice(-remembered)
  }

  const handle = (
    emulator: Emulator,
    request: EmulatorRequest,
    operation: string | undefined,
    at: number
  ): EmulatorResponse => {
    carriedOut += 1
    return customers !== undefined && operation === "create" && emulator.count() >= customers
      ? refusal(507, `this emulator holds ${customers} customers at the most: raise the limit, or reset it`)
      : emulator.handle(request, at)
  }

  return {
    // a client can leave while it waits, and not between what is seen of its request and what is begun
    exchange: (request, now, onFault) =>
      Effect.uninterruptibleMask((wait) => {
        // a request that is under way at a reset ends with what there was before it
        const asked = emulator
        const operation = asked.operations.of(request)
        const fault = hasKey(request) ? plan.next(operation) : undefined
        if (fault !== undefined) onFault?.(fault)
        if (fault?._tag !== "RefuseConnection") remember(request, operation, now)
        const handled = Effect.map(Clock.currentTimeMillis, (at) => handle(asked, request, operation, at))
        return strike(fault, handled, { wait, carryOn })
      }),
    control: {
      fault: ({ fault, operation, times = 1, after = 0 }) =>
        Effect.sync(() => {
          const { names } = emulator.operations
          if (operation !== undefined && !names.includes(operation)) {
            throw new Error(`there is no operation ${operation}, but ${names.join(", ")}`)
          }
          plan.add({ fault, operation, times, after })
        }),
      faults: Effect.sync(() => plan.rules()),
      requests: Effect.sync(() => requests.slice(Math.max(0, requests.length - remembered))),
      customers: Effect.sync(() => emulator.held().map(({ shown }) => shown())),
      reset: Effect.sync(() => {
        emulator = makeEmulator()
        requests = []
        plan.clear()
      })
    },
    clearFaults: Effect.sync(() => plan.clear()),
    emulator: () => emulator,
    carriedOut: () => carriedOut,
    addAccount: options.addAccount ?? (() => "this emulator has one account")
  }
}
