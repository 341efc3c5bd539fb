/** An operation as the fault matrix sees it: its kind, which of its requests a fault strikes, what it gives. */

import type { CustomersError } from "effect-payment-customers/CustomersError"
import type { Control } from "effect-payment-customers/testing"
import * as Layer from "#line/Layer"
import type * as Scope from "#line/Scope"
import * as Stream from "#line/Stream"
import * as Context from "#line/test/Context"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import type { Kind } from "./expectations.js"

/** The ids that an operation gives: one, some, or no answer at all. Times differ from run to run, ids do not. */
export type Ids = string | ReadonlyArray<string> | undefined

interface About {
  readonly method: string
  /** What tells it from others of the same method. */
  readonly how?: string
  readonly kind: Kind
}

interface Requests {
  /** The operation, as `Control` names it, that the fault strikes. Default: the method. */
  readonly struck?: string
  /** How many requests of that operation pass before the fault. Default: 0. */
  readonly passing?: number
  /** How many requests come before the struck one, those that pass among them. Default: 0. */
  readonly before?: number
  /** How many requests follow once it has succeeded. Default: 0. */
  readonly following?: number
  /** A success has no body. */
  readonly bodiless?: boolean
}

export interface Spec<Services> extends About, Requests {
  readonly run: Effect.Effect<Ids, CustomersError, Services>
}

export interface Operation extends About, Required<Requests> {
  readonly provider: string
  readonly level: Level
  readonly name: string
  /** A provider of its own, and the operation that asks it. */
  readonly start: (
    transformClient: (client: HttpClient) => HttpClient
  ) => Effect.Effect<
    { readonly control: Control; readonly run: Effect.Effect<Ids, CustomersError> },
    never,
    Scope.Scope
  >
}

export type Level = "native" | "neutral"

/** A provider's layer and all that can be asked of it. */
export interface Subject {
  readonly name: string
  readonly operations: ReadonlyArray<Operation>
  /**
   * The methods of the services that the layer supplies, those of services inside services by a dotted name. `ensure`
   * is not among them: it asks the provider for nothing but what the others do.
   */
  readonly methods: Readonly<Record<Level, Effect.Effect<ReadonlyArray<string>>>>
}

/** The keys of the services. */
const keys: Readonly<Record<Level, RegExp>> = {
  native: /^[^/]+\/[^/]+$/,
  neutral: /\/Customers\/(?!Ensure$)/
}

const methodsOf = (service: object): ReadonlyArray<string> =>
  Object.entries(service).flatMap(([name, member]) =>
    typeof member === "function" ? [name] : methodsOf(member).map((inner) => `${name}.${inner}`)
  )

export const subjectOf = <Services, C>({
  name,
  provider = name,
  control,
  layer,
  ...specs
}: {
  readonly name: string
  readonly provider?: string
  readonly control: Context.Key<C, Control>
  readonly layer: (options: {
    readonly transformClient?: (client: HttpClient) => HttpClient
  }) => Layer.Layer<Services | C>
} & Readonly<Record<Level, ReadonlyArray<Spec<Services>>>>): Subject => {
  const operations = (level: Level): ReadonlyArray<Operation> =>
    specs[level].map(({ run, ...spec }) => ({
      provider,
      level,
      name: [name, level, spec.method, spec.how].filter((part) => part !== undefined).join(" "),
      struck: spec.method,
      passing: 0,
      before: 0,
      following: 0,
      bodiless: false,
      ...spec,
      start: (transformClient) =>
        Effect.map(Layer.build(layer({ transformClient })), (context) => ({
          control: Context.get(context, control),
          run: Effect.provide(run, context)
        }))
    }))
  const methods = (level: Level) =>
    Effect.map(Layer.build(layer({})), (context) =>
      Context.entriesOf(context).flatMap(([key, service]) =>
        keys[level].test(key) ? methodsOf(Object(service)) : []
      )
    ).pipe(Effect.scoped)
  return {
    name,
    operations: [...operations("native"), ...operations("neutral")],
    methods: { native: methods("native"), neutral: methods("neutral") }
  }
}

interface Identified {
  readonly id: string
}

/** The ids of what is on a page. */
export const ids = (rows: ReadonlyArray<Identified>): Ids => rows.map(({ id }) => id)

/** The id of the one that is answered. */
export const one: <E, R>(self: Effect.Effect<Identified, E, R>) => Effect.Effect<Ids, E, R> = Effect.map(
  ({ id }) => id
)

/** The ids on a page of customers. */
export const page: <E, R>(
  self: Effect.Effect<{ readonly customers: ReadonlyArray<Identified> }, E, R>
) => Effect.Effect<Ids, E, R> = Effect.map(({ customers }) => ids(customers))

/** The ids that a stream gives. */
export const all = <E, R>(stream: Stream.Stream<Identified, E, R>): Effect.Effect<Ids, E, R> =>
  Effect.map(Stream.runCollect(stream), (rows) => ids(Array.from(rows)))

/** Nothing is answered. */
export const none: <E, R>(self: Effect.Effect<void, E, R>) => Effect.Effect<Ids, E, R> = Effect.map(
  () => undefined
)
