/** The hold that `Control` is, over HTTP: for tests in another process or language. */
import * as Effect from "#line/Effect"
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import { whole } from "../../wire/fields.js"
import { type Desk, type FaultRule, refusal } from "../desk.js"
import { Fault } from "../faults.js"
import { type EmulatorRequest, type EmulatorResponse, json, jsonBody } from "../http.js"
import { problemsIn } from "../problems.js"

/** What HTTP can carry: the in-process client is given any answer, a socket is not. */
const isSendable = (fault: Fault): boolean =>
  fault._tag !== "Answer" ||
  (fault.status >= 200 &&
    fault.status <= 599 &&
    Object.entries(fault.headers).every(
      ([name, value]) =>
        /^[\w!#$%&'*+.^`|~-]+$/.test(name) &&
        // the length of a body is its own; a wrong one would hang the client
        !/^(content-length|transfer-encoding|connection)$/i.test(name) &&
        /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
    ))

const Rule = Schema.Struct({
  fault: Fault.pipe(
    Schema.where(isSendable, {
      description: "an answer with a status from 200 to 599 and headers that HTTP can carry"
    })
  ),
  operation: Schema.optional(Schema.String),
  times: Schema.optional(whole("a whole number from 1", 1)),
  after: Schema.optional(whole("a whole number from 0", 0))
})

const decodeRules = Schema.decodeUnknownResult(Schema.Array(Rule), { onExcessProperty: "error" })

const encodeFault = Schema.encodeSync(Fault)

/** What is still to strike, as it could be sent again. */
const armed = (desk: Desk): Effect.Effect<EmulatorResponse> =>
  Effect.map(desk.control.faults, (rules) =>
    json(
      200,
      rules.map(({ fault, ...rule }) => ({ fault: encodeFault(fault), ...rule }))
    )
  )

const done: EmulatorResponse = { status: 204, headers: {}, body: "" }

/** The most rules that are to come at a time. */
const mostFaults = 1000

/** The first rule that would never strike. */
const unknownOperation = (desk: Desk, rules: ReadonlyArray<FaultRule>): string | undefined => {
  const { names } = desk.emulator().operations
  const place = rules.findIndex(({ operation }) => operation !== undefined && !names.includes(operation))
  return place < 0 ? undefined : `${place}.operation: must be one of ${names.join(", ")}`
}

/** One rule, or several in an array. */
const addFaults = (desk: Desk, request: EmulatorRequest): Effect.Effect<EmulatorResponse> => {
  const body = jsonBody(request)
  return Result.match(decodeRules(Array.isArray(body) ? body : [body]), {
    onFailure: (error) => Effect.succeed(refusal(400, problemsIn(error, "the body"))),
    onSuccess: (rules) => {
      const unknown = unknownOperation(desk, rules)
      if (unknown !== undefined) return Effect.succeed(refusal(400, unknown))
      return Effect.flatMap(desk.control.faults, (armed) =>
        armed.length + rules.length > mostFaults
          ? Effect.succeed(refusal(507, `this emulator holds ${mostFaults} faults at the most`))
          : Effect.as(
              Effect.forEach(rules, (rule) => desk.control.fault(rule)),
              done
            )
      )
    }
  })
}

/** Keys of another account, which begins without customers. */
const addAccount = (desk: Desk, request: EmulatorRequest): Effect.Effect<EmulatorResponse> =>
  Effect.sync(() => {
    const problem = desk.addAccount(jsonBody(request))
    return problem === undefined ? done : refusal(400, problem)
  })

/** What can be asked of a desk, by method and the path's last word. */
const endpoints: Readonly<
  Record<string, (desk: Desk, request: EmulatorRequest) => Effect.Effect<EmulatorResponse>>
> = {
  "POST faults": addFaults,
  "GET faults": armed,
  "POST accounts": addAccount,
  "DELETE faults": (desk) => Effect.as(desk.clearFaults, done),
  "GET requests": (desk) => Effect.map(desk.control.requests, (requests) => json(200, requests)),
  "GET customers": (desk) => Effect.map(desk.control.customers, (customers) => json(200, customers)),
  "POST reset": (desk) => Effect.as(desk.control.reset, done)
}

/** @param rest the path after `/_control/<provider>`, as segments */
export const controlEndpoint = (
  desk: Desk,
  rest: ReadonlyArray<string>,
  request: EmulatorRequest
): Effect.Effect<EmulatorResponse> => {
  const name = `${request.method} ${rest.join("/")}`
  const endpoint = Object.hasOwn(endpoints, name) ? endpoints[name] : undefined
  return endpoint === undefined
    ? Effect.succeed(refusal(404, `there is no ${name}, but ${Object.keys(endpoints).join(", ")}`))
    : endpoint(desk, request)
}
