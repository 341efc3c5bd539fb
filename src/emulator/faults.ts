/** What can go wrong between a client and a provider, as data, and the order in which it does. */
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { EmulatorResponse } from "./http.js"

/** This answer in place of the provider's own; the request is not carried out. */
const Answer = Schema.TaggedStruct("Answer", {
  status: Schema.Int,
  headers: Schema.optionalWith(Schema.Record({ key: Schema.String, value: Schema.String }), {
    default: () => ({})
  }),
  body: Schema.optionalWith(Schema.String, { default: () => "" })
})

/** The request is carried out; then the connection is reset. */
const LoseAnswer = Schema.TaggedStruct("LoseAnswer", {})

/** Nothing listens: the request is not sent. */
const RefuseConnection = Schema.TaggedStruct("RefuseConnection", {})

/** No answer, ever. */
const NeverAnswer = Schema.TaggedStruct("NeverAnswer", {
  /** Is the request carried out all the same? */
  carriedOut: Schema.Boolean
})

/** The request is carried out; its answer stops in the middle. */
const Truncate = Schema.TaggedStruct("Truncate", {})

/** The provider takes its time. */
const Delay = Schema.TaggedStruct("Delay", { by: Schema.DurationFromMillis })

export const Fault = Schema.Union(Answer, LoseAnswer, RefuseConnection, NeverAnswer, Truncate, Delay)
export type Fault = typeof Fault.Type

/** When a fault strikes: `times` times, after `after` requests of the operation have passed unharmed. */
export const FaultRule = Schema.Struct({
  fault: Fault,
  /** `"create"`, `"retrieve"`, …; default: any. */
  operation: Schema.optional(Schema.String),
  times: Schema.optionalWith(Schema.Int, { default: () => 1 }),
  after: Schema.optionalWith(Schema.Int, { default: () => 0 })
})
export type FaultRule = typeof FaultRule.Type

/** The rules that are still to strike. */
export interface FaultPlan {
  readonly add: (rule: FaultRule) => void
  readonly clear: () => void
  /** The fault for this request, used up by asking. */
  readonly next: (operation: string | undefined) => Fault | undefined
}

export const makeFaultPlan = (): FaultPlan => {
  let rules: ReadonlyArray<FaultRule> = []
  return {
    add: (rule) => {
      rules = [...rules, rule]
    },
    clear: () => {
      rules = []
    },
    next: (operation) => {
      const index = rules.findIndex((rule) => rule.operation === undefined || rule.operation === operation)
      const rule = rules[index]
      if (rule === undefined) return undefined
      const strikes = rule.after === 0
      const left = strikes ? { ...rule, times: rule.times - 1 } : { ...rule, after: rule.after - 1 }
      rules = rules.map((other, at) => (at === index ? left : other)).filter(({ times }) => times > 0)
      return strikes ? rule.fault : undefined
    }
  }
}

/** How an exchange with a fault ends; the error is a cause as Node's clients give it. */
export const strike = (
  fault: Fault | undefined,
  handle: () => EmulatorResponse
): Effect.Effect<EmulatorResponse, Error> => {
  switch (fault?._tag) {
    case undefined:
      return Effect.sync(handle)
    case "Answer":
      return Effect.succeed({ status: fault.status, headers: fault.headers, body: fault.body })
    case "LoseAnswer":
      return Effect.zipRight(Effect.sync(handle), Effect.fail(nodeError("ECONNRESET", "read")))
    case "RefuseConnection":
      return Effect.fail(nodeError("ECONNREFUSED", "connect"))
    case "NeverAnswer":
      return fault.carriedOut ? Effect.zipRight(Effect.sync(handle), Effect.never) : Effect.never
    case "Truncate":
      return Effect.map(Effect.sync(handle), (answer) => ({
        ...answer,
        body: answer.body.slice(0, Math.floor(answer.body.length / 2))
      }))
    case "Delay":
      return Effect.delay(Effect.sync(handle), fault.by)
  }
}

const nodeError = (code: string, syscall: string): Error =>
  new TypeError("fetch failed", { cause: Object.assign(new Error(`${syscall} ${code}`), { code, syscall }) })

