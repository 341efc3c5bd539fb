/** A test's hold on an emulator in the same process: what goes wrong, what was asked, what is held. */
import * as HttpClient from "@effect/platform/HttpClient"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type Fault, makeFaultPlan, strike } from "./faults.js"
import { type Emulator, type EmulatorRequest, segments } from "./http.js"
import { clientOf } from "./inProcess.js"

/**
 * What goes wrong, and when.
 *
 * @since 0.1.0
 * @category models
 */
export interface FaultRule {
  readonly fault: Fault
  /** `"create"`, `"retrieve"`, `"update"`, `"delete"`, `"list"`, `"search"`. Default: whatever comes next. */
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
 * @since 0.1.0
 * @category models
 */
export interface Control {
  /** Adds a fault to come. Where several fit a request, the one that was added first strikes. */
  readonly fault: (rule: FaultRule) => Effect.Effect<void>
  /** What was asked, in order. A request that found no connection is not among them. */
  readonly requests: Effect.Effect<ReadonlyArray<SeenRequest>>
  /** The customers that the provider holds, as its own JSON, oldest first. */
  readonly customers: Effect.Effect<ReadonlyArray<Readonly<Record<string, unknown>>>>
  /** Back to the seed: no customers but those, no faults, no requests. */
  readonly reset: Effect.Effect<void>
}

const operations: Readonly<Record<string, string>> = {
  "POST customers": "create",
  "GET customers": "list",
  "GET customers :id": "retrieve",
  "PATCH customers :id": "update",
  "DELETE customers :id": "delete",
  "GET search": "search"
}

/** The operation of a request, as the client's methods are named. */
const operationOf = ({ method, path }: EmulatorRequest): string | undefined => {
  const [collection, ...rest] = segments(path).filter((segment) => !/^v\d$/.test(segment))
  return operations[[method, collection, ...rest.map(() => ":id")].join(" ")]
}

const seen = (request: EmulatorRequest, at: number): SeenRequest => ({
  ...request,
  operation: operationOf(request),
  query: Object.fromEntries(request.query),
  headers: request.headers.authorization
    ? { ...request.headers, authorization: "<redacted>" }
    : request.headers,
  at
})

/** A new emulator, the client that reaches it, and the hold on both. */
export const controlled = <I>(
  tag: Context.Tag<I, Control>,
  makeEmulator: () => Emulator
): Layer.Layer<I | HttpClient.HttpClient> =>
  Layer.effectContext(
    Effect.sync(() => {
      let emulator = makeEmulator()
      let requests: Array<SeenRequest> = []
      const plan = makeFaultPlan()

      const client = clientOf((request, now) => {
        const fault = plan.next(operationOf(request))
        if (fault?._tag !== "RefuseConnection") requests.push(seen(request, now))
        return strike(
          fault,
          Effect.map(Clock.currentTimeMillis, (at) => emulator.handle(request, at))
        )
      })

      return Context.make(HttpClient.HttpClient, client).pipe(
        Context.add(tag, {
          fault: ({ fault, operation, times = 1, after = 0 }) =>
            Effect.sync(() => plan.add({ fault, operation, times, after })),
          requests: Effect.sync(() => [...requests]),
          customers: Effect.sync(() => emulator.customers()),
          reset: Effect.sync(() => {
            emulator = makeEmulator()
            requests = []
            plan.clear()
          })
        })
      )
    })
  )
