/** What is known of the answer behind a value. */
import * as Option from "effect/Option"
import { NodeInspectSymbol } from "#line/Inspectable"
import { isRequestId } from "../privacy/requestId.js"

interface Known {
  readonly provider: string
  readonly operation: string
  readonly status: number
  readonly requestId: string | undefined
  readonly attempts: number
  readonly unread: ReadonlyArray<string>
}

/**
 * An answer of a provider. It prints what an error prints of one, and never the JSON.
 *
 * @since 0.2.0
 * @category models
 */
export class Response {
  readonly #json: unknown
  /** `"bepaid"`, `"omise"` or `"stancer"`. */
  readonly provider: string
  /** The method that was called: `"create"`, `"retrieve"`, … */
  readonly operation: string
  /** The HTTP status. */
  readonly status: number
  /** How many attempts the call took: 1 or more. */
  readonly attempts: number
  /** The optional fields that could not be read: names of the Schemas and places in lists, the first twenty. */
  readonly unread: ReadonlyArray<string>
  readonly #requestId: string | undefined

  /** @internal */
  constructor({ provider, operation, status, requestId, attempts, unread }: Known, json: unknown) {
    this.provider = provider
    this.operation = operation
    this.status = status
    this.attempts = attempts
    this.unread = unread
    this.#requestId = requestId
    this.#json = json
  }

  /** The provider's name for the request, for its support. */
  get requestId(): Option.Option<string> {
    return this.#requestId === undefined ? Option.none() : Option.some(this.#requestId)
  }

  /** The body as it came, with the fields that no Schema here knows. It holds the customer: not for logs. */
  json(): unknown {
    return this.#json
  }

  /** What may be printed of it. */
  toJSON(): unknown {
    const requestId = isRequestId(this.#requestId) ? { requestId: this.#requestId } : {}
    return { ...this, ...requestId }
  }
  /** The same as a text. */
  toString(): string {
    return `Response(${JSON.stringify(this)})`
  }
  /** The same for Node's `inspect`. */
  [NodeInspectSymbol](): string {
    return this.toString()
  }
}

/**
 * A value, and the answer that it came of.
 *
 * @since 0.2.0
 * @category models
 */
export interface WithResponse<A> {
  readonly value: A
  /** The last answer, where the effect makes more than one call. `None` where it got none. */
  readonly response: Option.Option<Response>
}
