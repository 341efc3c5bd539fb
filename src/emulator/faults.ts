/**
 * What can go wrong between a client and a provider, as data.
 *
 * @module
 * @since 0.1.0
 */
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Schema from "#line/Schema"
import type { EmulatorResponse } from "./http.js"
import { type CarryOn, connectionRefused, connectionReset, type Wait } from "./underWay.js"

const Answer = Schema.TaggedStruct("Answer", {
  status: Schema.Int,
  headers: Schema.orElse(Schema.Record(Schema.String, Schema.String), () => ({})),
  body: Schema.orElse(Schema.String, () => "")
})
const LoseAnswer = Schema.TaggedStruct("LoseAnswer", {})
const RefuseConnection = Schema.TaggedStruct("RefuseConnection", {})
const NeverAnswer = Schema.TaggedStruct("NeverAnswer", { carriedOut: Schema.Boolean })
const Truncate = Schema.TaggedStruct("Truncate", {})
const Delay = Schema.TaggedStruct("Delay", {
  by: Schema.DurationFromMillis,
  whenAbandoned: Schema.optionalKey(Schema.Literals(["carryOut", "drop"]))
})

/**
 * A fault, as a Schema: it can come from a file or over the wire.
 *
 * @since 0.1.0
 * @category models
 */
export const Fault = Schema.Union([Answer, LoseAnswer, RefuseConnection, NeverAnswer, Truncate, Delay])

/**
 * @since 0.1.0
 * @category models
 */
export type Fault = typeof Fault.Type

/**
 * This answer in place of the provider's own; the request is not carried out. A body that is no text is sent as JSON.
 *
 * @since 0.1.0
 * @category constructors
 */
export const answer = (
  status: number,
  options: { readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown } = {}
): Fault => {
  const { headers = {}, body = "" } = options
  return { _tag: "Answer", status, headers, body: typeof body === "string" ? body : JSON.stringify(body) }
}

/**
 * The request is carried out, then the connection is reset.
 *
 * @since 0.1.0
 * @category constructors
 */
export const loseAnswer: Fault = { _tag: "LoseAnswer" }

/**
 * Nothing listens: the request is not sent.
 *
 * @since 0.1.0
 * @category constructors
 */
export const refuseConnection: Fault = { _tag: "RefuseConnection" }

/**
 * No answer, ever: the client is held until it leaves. The request is carried out at once all the same, or not.
 *
 * @since 0.1.0
 * @category constructors
 */
export const neverAnswer = (options: { readonly carriedOut: boolean }): Fault => ({
  _tag: "NeverAnswer",
  carriedOut: options.carriedOut
})

/**
 * The request is carried out; the JSON of its answer stops in the middle.
 *
 * @since 0.1.0
 * @category constructors
 */
export const truncate: Fault = { _tag: "Truncate" }

/**
 * The provider takes this long, and then does what it was asked. It does so when the client has left by then
 * (`whenAbandoned: "carryOut"`, the default), or forgets the request when the client leaves (`"drop"`).
 *
 * In process the time is that of the caller's Clock, and what is not done when the layer closes is not done at all.
 *
 * @since 0.1.0
 * @category constructors
 */
export const delay = (
  by: Duration.Input,
  options: { readonly whenAbandoned?: "carryOut" | "drop" | undefined } = {}
): Fault => {
  const { whenAbandoned } = options
  return {
    _tag: "Delay",
    by: Duration.fromInputUnsafe(by),
    ...(whenAbandoned === undefined ? {} : { whenAbandoned })
  }
}

/** When a fault strikes: `times` requests of `operation`, after `after` of them have passed. */
interface Rule {
  readonly fault: Fault
  readonly operation: string | undefined
  readonly times: number
  readonly after: number
}

/**
 * The rules that are still to strike.
 *
 * @internal
 */
export interface FaultPlan {
  readonly add: (rule: Rule) => void
  readonly clear: () => void
  /** The fault for this request, used up by asking. */
  readonly next: (operation: string | undefined) => Fault | undefined
  readonly rules: () => ReadonlyArray<Rule>
}

/** @internal */
export const makeFaultPlan = (): FaultPlan => {
  let rules: Array<Rule> = []
  return {
    add: (rule) => {
      if (rule.times > 0) rules.push(rule)
    },
    clear: () => {
      rules = []
    },
    rules: () => [...rules],
    next: (operation) => {
      const index = rules.findIndex((rule) => rule.operation === undefined || rule.operation === operation)
      const rule = rules[index]
      if (rule === undefined) return undefined
      if (rule.after > 0) {
        rules[index] = { ...rule, after: rule.after - 1 }
        return undefined
      }
      if (rule.times <= 1) rules.splice(index, 1)
      else rules[index] = { ...rule, times: rule.times - 1 }
      return rule.fault
    }
  }
}

/**
 * How an exchange ends under a fault; the error is a cause as Node's clients give it. It is to run uninterrupted, but
 * for what waits.
 *
 * @internal
 */
export const strike = (
  fault: Fault | undefined,
  handle: Effect.Effect<EmulatorResponse>,
  { wait, carryOn }: { readonly wait: Wait; readonly carryOn: CarryOn }
): Effect.Effect<EmulatorResponse, Error> => {
  switch (fault?._tag) {
    case undefined:
      return handle
    case "Answer":
      return Effect.succeed(fault)
    case "LoseAnswer":
      return Effect.andThen(handle, Effect.fail(connectionReset()))
    case "RefuseConnection":
      return Effect.fail(connectionRefused())
    case "NeverAnswer":
      return Effect.andThen(fault.carriedOut ? handle : Effect.void, wait(Effect.never))
    case "Truncate":
      return Effect.map(handle, (answer) => ({
        ...answer,
        body: answer.body.slice(0, Math.floor(answer.body.length / 2))
      }))
    case "Delay":
      return fault.whenAbandoned === "drop"
        ? Effect.andThen(wait(Effect.sleep(fault.by)), handle)
        : carryOn(Effect.delay(handle, fault.by), wait)
  }
}
