/** One call of a provider's API as plain data: what is sent, what may come back, how to read it. */
import * as Result from "#line/Result"
import type { CommonError, CustomersError, InvalidInput } from "../CustomersError.js"
import type { Bound } from "../http/exchange.js"
import type { Decode } from "../wire/codec.js"
import type { NeutralNames } from "../wire/errorMap.js"
import type { Endpoint, Expected } from "./endpoint.js"

export interface Request {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: ReadonlyArray<[name: string, value: string]>
  /** Sent as JSON; `undefined` sends no body. */
  readonly body?: unknown
}

/** `I` is `InvalidInput` where the input can be refused before it is sent, else `never`. */
export interface Call<A, X extends Expected, I extends InvalidInput> {
  readonly endpoint: Endpoint<X>
  readonly request: Result.Result<Request, I>
  readonly decode: Decode<A>
  /** How much of a success is read, where that is not what the layer's options say. */
  readonly bound?: Bound
  /** For a delete: the result where a 404 says that an earlier attempt, whose answer was lost, has deleted. */
  readonly gone?: () => A
  /** For a list: the result where a 404 with the provider's own error means an empty one. */
  readonly empty?: () => A
}

/** @param request what is sent, or why it can't be, told of the endpoint */
export const call = <A, X extends Expected, I extends InvalidInput>(
  endpoint: Endpoint<X>,
  request: (endpoint: Endpoint<X>) => Result.Result<Request, I>,
  decode: Decode<A>,
  ends?: Pick<Call<A, X, I>, "gone" | "empty">
): Call<A, X, I> => ({ endpoint, request: request(endpoint), decode, ...ends })

export const withBody = <I>(body: Result.Result<unknown, I>): Result.Result<Request, I> =>
  Result.map(body, (body) => ({ body }))

export const withQuery = <A, I>(
  options: Result.Result<A, I>,
  toQuery: (options: A) => NonNullable<Request["query"]>
): Result.Result<Request, I> => Result.map(options, (options) => ({ query: toQuery(options) }))

/** A request of two parts; the first one's failure comes first. */
export const both = <I>(
  first: Result.Result<Request, I>,
  second: Result.Result<Request, I>
): Result.Result<Request, I> =>
  Result.flatMap(first, (parts) => Result.map(second, (others) => ({ ...parts, ...others })))

export type Failure<X extends Expected> = CommonError | Extract<CustomersError, { readonly _tag: X }>

/** What the mapper must know of a provider's errors. */
export interface Dialect {
  readonly provider: string
  /** Its names of the fields that `Customers` names otherwise. */
  readonly neutralNames: NeutralNames
  /** The statuses that say: the data is refused. */
  readonly refusals: ReadonlyArray<number>
  /** Has a body the shape of this provider's errors? Those of a proxy, or of another server, mostly have not. */
  readonly isOwnError: (json: unknown) => boolean
  /**
   * Reads any body, of whatever shape.
   *
   * @param wasSent does the request hold this text? An id that the provider only repeats is none of its own.
   */
  readonly readError: (json: unknown, wasSent: (text: string) => boolean) => ErrorBody
}

export interface ErrorBody {
  readonly detail?: string | undefined
  readonly code?: string | undefined
  readonly existingId?: string | undefined
  readonly errors?: Readonly<Record<string, ReadonlyArray<string>>>
}
