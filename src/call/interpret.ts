/** From an answer to a value or a typed error: the status decides the class, the body only adds detail. */
import * as Result from "#line/Result"
import * as CustomersError from "../CustomersError.js"
import type { Answer, NoAnswer } from "../http/answer.js"
import { ours } from "../privacy/words.js"
import type { Told } from "../wire/codec.js"
import { neutralNamesIn } from "../wire/errorMap.js"
import { holds, requestIdOf } from "../wire/sent.js"
import type { Call, Dialect, ErrorBody, Failure, Request } from "./call.js"
import type { Expected } from "./endpoint.js"
import type { CallOptions } from "./options.js"
import { isRepeatable } from "./retry.js"

const tagOf = (dialect: Dialect, status: number): CustomersError.CustomersError["_tag"] => {
  if (dialect.refusals.includes(status)) return "ValidationFailed"
  switch (status) {
    case 401:
      return "Unauthorized"
    case 403:
      return "Forbidden"
    case 404:
      return "NotFound"
    case 409:
      return "Conflict"
    case 429:
      return "RateLimited"
    default:
      return status >= 500 && status <= 599 ? "Unavailable" : "UnexpectedResponse"
  }
}

const isExpected = (tag: string): tag is Expected =>
  tag === "NotFound" || tag === "ValidationFailed" || tag === "Conflict"

/**
 * What is between us and the provider answers these 4xx as well as the provider does, and it need not know what became
 * of the request.
 */
const undecided: ReadonlyArray<number> = [408, 421, 425]

/** A 4xx says that the request was refused; a redirect follows requests that were carried out, too. */
const outcomeOf = (status: number, unknownBefore: boolean): CustomersError.Outcome =>
  status >= 400 && status <= 499 && !undecided.includes(status) && !unknownBefore ? "Refused" : "Unknown"

const messages = (body: ErrorBody): CustomersError.FieldErrors =>
  body.errors ?? (body.detail === undefined ? {} : { base: [body.detail] })

const refusal = (
  { neutralNames }: Dialect,
  common: Pick<CustomersError.ValidationFailed, "provider" | "operation">,
  errors: CustomersError.FieldErrors
) =>
  new CustomersError.ValidationFailed({
    ...common,
    origin: "provider",
    errors,
    neutralNames: neutralNamesIn(errors, neutralNames)
  })

/** What is wrong with an answer, where it is not its fields. */
const shapeOf = ({ status, json, tooLong }: Answer): string | undefined => {
  if (tooLong !== undefined) return `at most ${tooLong.bytes} bytes, the option ${tooLong.option}`
  if (status >= 300 && status <= 399) return "an answer, not a redirect"
  return status >= 200 && status <= 299 && json === undefined ? "JSON" : undefined
}

const issuesOf = (answer: Answer, issues: ReadonlyArray<CustomersError.Issue>) => {
  const shape = shapeOf(answer)
  const all = shape === undefined ? issues : [{ path: "", expected: shape }]
  for (const { expected } of all) ours(expected)
  return all
}

const failure = (
  dialect: Dialect,
  call: Call<unknown, Expected, CustomersError.InvalidInput>,
  request: Request,
  answer: Answer,
  issues: ReadonlyArray<CustomersError.Issue>,
  unknownBefore: boolean,
  decisive: boolean
): CustomersError.CustomersError => {
  const succeeded = answer.status >= 200 && answer.status <= 299
  const body = succeeded ? {} : dialect.readError(answer.json, (text) => holds(request, text))
  const common = {
    provider: dialect.provider,
    operation: call.endpoint.operation,
    status: answer.status,
    requestId: requestIdOf(answer, request),
    code: body.code,
    detail: body.detail
  }
  const tag = tagOf(dialect, answer.status)
  const unexpected = () =>
    new CustomersError.UnexpectedResponse({
      ...common,
      issues: issuesOf(answer, issues),
      outcome: outcomeOf(answer.status, unknownBefore)
    })
  if (answer.tooLong !== undefined) return unexpected()
  if (isExpected(tag) && !call.endpoint.expects.includes(tag)) return unexpected()
  if (tag === "NotFound" && decisive && !dialect.isOwnError(answer.json)) return unexpected()
  switch (tag) {
    case "NotFound":
      return new CustomersError.NotFound({ ...common, customerId: request.params?.id ?? "" })
    case "ValidationFailed":
      return refusal(dialect, common, messages(body))
    case "Unauthorized":
      return new CustomersError.Unauthorized(common)
    case "Forbidden":
      return new CustomersError.Forbidden(common)
    case "Conflict":
      return new CustomersError.Conflict({ ...common, existingId: body.existingId })
    case "RateLimited":
      return new CustomersError.RateLimited({ ...common, retryAfter: answer.retryAfter })
    case "Unavailable":
      return new CustomersError.Unavailable({
        ...common,
        reason: "Server",
        outcome: "Unknown",
        retryable: isRepeatable(call.endpoint, answer)
      })
    case "UnexpectedResponse":
      return unexpected()
  }
}

const none: ReadonlyArray<string> = []
const nothing: CallOptions = {}

/**
 * @param unknownBefore did an earlier attempt of this call end without telling whether it was carried out?
 * @param decides where `decisive`, a 404 means that there is none only where the provider says so in its own words: a
 *   proxy's 404 would make a second customer. What is `needed` is not left unread.
 */
export const interpret = <A, X extends Expected, I extends CustomersError.InvalidInput>(
  dialect: Dialect,
  call: Call<A, X, I>,
  request: Request,
  answer: Answer,
  unknownBefore: boolean,
  { decisive = false, needed = none }: Pick<CallOptions, "decisive" | "needed"> = nothing,
  told?: Told
): Result.Result<A, Failure<X>> => {
  const isWhole = answer.tooLong === undefined
  if (isWhole && answer.status === 404 && unknownBefore && call.gone !== undefined)
    return Result.succeed(call.gone())
  if (answer.status === 404 && call.empty !== undefined && dialect.isOwnError(answer.json)) {
    return Result.succeed(call.empty())
  }
  const succeeded = answer.status >= 200 && answer.status <= 299
  const value = succeeded && isWhole ? call.decode(answer, needed, told) : Result.fail([])
  // `failure` yields no class that the endpoint does not expect: the one fact that the types cannot follow
  return Result.mapError(
    value,
    (issues) => failure(dialect, call, request, answer, issues, unknownBefore, decisive) as Failure<X>
  )
}

/** The error of a call that nobody answered. */
export const unanswered = (
  dialect: Dialect,
  call: Call<unknown, Expected, CustomersError.InvalidInput>,
  end: NoAnswer,
  unknownBefore: boolean,
  host?: string
): CustomersError.Unavailable =>
  new CustomersError.Unavailable({
    provider: dialect.provider,
    operation: call.endpoint.operation,
    status: end.status,
    code: end.code,
    host,
    reason: end.reason,
    outcome: unknownBefore ? "Unknown" : end.outcome,
    retryable: isRepeatable(call.endpoint, end)
  })
