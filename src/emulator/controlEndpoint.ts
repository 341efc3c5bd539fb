/** The hold that `Control` is, over HTTP: for tests in another process or language. */
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { ArrayFormatter, type ParseError } from "effect/ParseResult"
import * as Schema from "effect/Schema"
import { type Desk, refusal } from "./desk.js"
import { Fault } from "./faults.js"
import { type EmulatorRequest, type EmulatorResponse, json, jsonBody } from "./http.js"

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
    Schema.filter(isSendable, {
      identifier: "a fault",
      message: () => "an answer has a status from 200 to 599 and headers that HTTP can carry"
    })
  ),
  operation: Schema.optional(Schema.Literal("create", "retrieve", "update", "delete", "list", "search")),
  times: Schema.optional(Schema.Int.pipe(Schema.positive())),
  after: Schema.optional(Schema.Int.pipe(Schema.nonNegative()))
})

const decodeRules = Schema.decodeUnknownEither(Schema.Array(Rule), { onExcessProperty: "error" })

const problemsOf = (error: ParseError): string =>
  ArrayFormatter.formatErrorSync(error)
    .map(({ path, message }) => `${path.join(".")}: ${message}`)
    .join("; ")

const done: EmulatorResponse = { status: 204, headers: {}, body: "" }

/** One rule, or several in an array. */
const addFaults = (desk: Desk, request: EmulatorRequest): Effect.Effect<EmulatorResponse> => {
  const body = jsonBody(request)
  return Either.match(decodeRules(Array.isArray(body) ? body : [body]), {
    onLeft: (error) => Effect.succeed(refusal(400, problemsOf(error))),
    onRight: (rules) =>
      Effect.as(
        Effect.forEach(rules, (rule) => desk.control.fault(rule)),
        done
      )
  })
}

/** What can be asked of a desk, by method and the path's last word. */
const endpoints: Readonly<
  Record<string, (desk: Desk, request: EmulatorRequest) => Effect.Effect<EmulatorResponse>>
> = {
  "POST faults": addFaults,
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
