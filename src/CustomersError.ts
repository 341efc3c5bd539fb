/**
 * The errors of every provider: one class for each cause, so that a program handles them by tag.
 *
 * Each carries `provider` and `operation`, and where known the HTTP `status`, the provider's `requestId`, its
 * error `code` (or the system's, such as `ECONNREFUSED`, when nobody answered) and `detail`, the provider's own
 * words. What is printed of an error, by `message`, `toString`, `toJSON` and Node's `inspect`, is what happened, in the
 * library's own words and in names that are known, and nothing that anybody typed: what a provider says may echo it.
 * Schema encoding (RPC, workflows) keeps everything.
 *
 * @module
 * @since 0.1.0
 */
import * as Schema from "#line/Schema"
import { valueless } from "./privacy/error.js"

const common = {
  /** `"bepaid"`, `"omise"` or `"stancer"`. */
  provider: Schema.String,
  /** The method that was called: `"create"`, `"retrieve"`, … */
  operation: Schema.String,
  /** The HTTP status, when the provider answered. */
  status: Schema.optional(Schema.Number),
  /** The provider's name for this request, for its support. What only repeats the request is none. */
  requestId: Schema.optional(Schema.String),
  /** The provider's error code, or the system's when nobody answered. */
  code: Schema.optional(Schema.String),
  /** The provider's own words. They may echo what was sent: not for logs. */
  detail: Schema.optional(Schema.String)
}

/**
 * May the request have been carried out?
 *
 * - `NotSent`: no. Each attempt found no connection, or was turned away with 429.
 * - `Refused`: no. The provider answered with a 4xx. The same request will be refused again.
 * - `Unknown`: perhaps. The connection broke, no answer came in time, or the answer does not tell: a 5xx, a redirect,
 *   408, 421, 425, a success that can't be read. Look before you repeat it.
 *
 * Where an earlier attempt of the same call ended `Unknown`, so does the call.
 *
 * @since 0.1.0
 * @category models
 */
export const Outcome = Schema.Literals(["NotSent", "Refused", "Unknown"])

/**
 * @since 0.1.0
 * @category models
 */
export type Outcome = typeof Outcome.Type

/**
 * Field name → messages, in the provider's names and words. Nested names are dotted (`plan.base`); what concerns
 * no field stands under `base`. For the names of `Customers` see {@link neutralErrors}.
 *
 * @since 0.1.0
 * @category models
 */
export const FieldErrors = Schema.byValue(
  Schema.Record(Schema.String, Schema.byValue(Schema.Array(Schema.String)))
)

/**
 * @since 0.1.0
 * @category models
 */
export type FieldErrors = typeof FieldErrors.Type

/**
 * Where an answer differed from what is known of the provider: the path in the body and what was expected there,
 * never what stood there.
 *
 * @since 0.1.0
 * @category models
 */
export const Issue = Schema.byValue(Schema.Struct({ path: Schema.String, expected: Schema.String }))

/**
 * @since 0.1.0
 * @category models
 */
export type Issue = typeof Issue.Type

/**
 * The provider knows no customer of this id (404). `Customers` fails with it also for a customer that is marked as
 * deleted; then there is no `status`.
 *
 * @since 0.1.0
 * @category errors
 */
export class NotFound extends valueless(
  Schema.TaggedError<NotFound>("CustomersError.NotFound")("NotFound", {
    ...common,
    /** The id that was asked for. */
    customerId: Schema.String
  })
) {}

/**
 * The data was refused: by the provider (`origin: "provider"`; bePaid 422, Omise and Stancer 400 and 422), or by
 * the library before anything was sent (`origin: "client"`).
 *
 * @since 0.1.0
 * @category errors
 */
export class ValidationFailed extends valueless(
  Schema.TaggedError<ValidationFailed>("CustomersError.ValidationFailed")("ValidationFailed", {
    ...common,
    origin: Schema.Literals(["client", "provider"]),
    /** Field → messages. bePaid's map as it stands. */
    errors: FieldErrors,
    /** What `Customers` calls those fields of `errors` that the provider names otherwise; `neutralErrors` uses it. */
    neutralNames: Schema.optional(Schema.byValue(Schema.Record(Schema.String, Schema.String)))
  })
) {}

/**
 * A `ValidationFailed` of the library's own: nothing was sent.
 *
 * @since 0.1.0
 * @category errors
 */
export type InvalidInput = ValidationFailed & { readonly origin: "client" }

/**
 * The provider does not accept the key (401).
 *
 * @since 0.1.0
 * @category errors
 */
export class Unauthorized extends valueless(
  Schema.TaggedError<Unauthorized>("CustomersError.Unauthorized")("Unauthorized", common)
) {}

/**
 * The key is good but not for this (403).
 *
 * @since 0.1.0
 * @category errors
 */
export class Forbidden extends valueless(
  Schema.TaggedError<Forbidden>("CustomersError.Forbidden")("Forbidden", common)
) {}

/**
 * The provider has this customer already (409).
 *
 * @since 0.1.0
 * @category errors
 */
export class Conflict extends valueless(
  Schema.TaggedError<Conflict>("CustomersError.Conflict")("Conflict", {
    ...common,
    /** The id of the customer that is there, where the provider tells it. */
    existingId: Schema.optional(Schema.String)
  })
) {}

/**
 * Too many requests (429), after the retries that the options allow.
 *
 * @since 0.1.0
 * @category errors
 */
export class RateLimited extends valueless(
  Schema.TaggedError<RateLimited>("CustomersError.RateLimited")("RateLimited", {
    ...common,
    /** How long the provider asks to wait, from the moment of its answer. */
    retryAfter: Schema.optional(Schema.DurationFromMillis)
  })
) {}

/**
 * No answer (`Transport`, `Timeout`) or a 5xx (`Server`), after the retries that the options allow. `outcome` is
 * `NotSent` or `Unknown`.
 *
 * @since 0.1.0
 * @category errors
 */
export class Unavailable extends valueless(
  Schema.TaggedError<Unavailable>("CustomersError.Unavailable")("Unavailable", {
    ...common,
    reason: Schema.Literals(["Transport", "Timeout", "Server"]),
    /** Who did not answer: the host of the base URL, with its port where that has one. */
    host: Schema.optional(Schema.String),
    outcome: Outcome,
    /** Would the library itself try this operation again after this failure? */
    retryable: Schema.Boolean
  })
) {}

/**
 * An answer that is not of the known shapes: a redirect, another status, a body that does not decode. `outcome` is
 * `Refused` or `Unknown`.
 *
 * @since 0.1.0
 * @category errors
 */
export class UnexpectedResponse extends valueless(
  Schema.TaggedError<UnexpectedResponse>("CustomersError.UnexpectedResponse")("UnexpectedResponse", {
    ...common,
    issues: Schema.byValue(Schema.Array(Issue)),
    outcome: Outcome
  })
) {}

/**
 * What every operation can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type CommonError = Unauthorized | Forbidden | RateLimited | Unavailable | UnexpectedResponse

/**
 * Every error of the library, as a Schema: for RPC, workflows, queues.
 *
 * @since 0.1.0
 * @category errors
 */
export const CustomersError = Schema.Union([
  NotFound,
  ValidationFailed,
  Unauthorized,
  Forbidden,
  Conflict,
  RateLimited,
  Unavailable,
  UnexpectedResponse
])

/**
 * @since 0.1.0
 * @category errors
 */
export type CustomersError = typeof CustomersError.Type

/**
 * Is this an error of this library? It tells our `NotFound` from another library's.
 *
 * @example
 * ```ts
 * import * as CustomersError from "effect-payment-customers/CustomersError"
 * import * as Effect from "effect/Effect"
 *
 * const program = Effect.fail(new Error("something else"))
 * Effect.catchIf(program, CustomersError.isCustomersError, (error) =>
 *   Effect.succeed(error.provider)
 * )
 * ```
 *
 * @since 0.1.0
 * @category guards
 */
export const isCustomersError = <E>(u: E): u is E & CustomersError =>
  CustomersError.members.some((member) => u instanceof member)

/**
 * Is it safe, and of use, to call again what failed with this? `RateLimited`, and `Unavailable` that was certainly
 * not sent or that the library itself would retry.
 *
 * @example
 * ```ts
 * import * as CustomersError from "effect-payment-customers/CustomersError"
 * import * as Effect from "effect/Effect"
 *
 * declare const program: Effect.Effect<string, CustomersError.CustomersError>
 * Effect.retry(program, { while: CustomersError.isRetryable, times: 3 })
 * ```
 *
 * @since 0.1.0
 * @category guards
 */
export const isRetryable = (u: unknown): boolean =>
  u instanceof RateLimited || (u instanceof Unavailable && (u.outcome === "NotSent" || u.retryable))

/**
 * The `errors` of a refusal by the names of `Customers`: `phone` where Stancer says `mobile`, `name` where bePaid says
 * `first_name` and `last_name`, `externalId` for `external_id`. The messages of two fields that are one here stand
 * together, each once. A field that `Customers` does not have keeps the provider's name, and `base` is `base`.
 *
 * @example
 * ```ts
 * import * as CustomersError from "effect-payment-customers/CustomersError"
 *
 * const error = new CustomersError.ValidationFailed({
 *   provider: "stancer",
 *   operation: "create",
 *   origin: "provider",
 *   errors: { mobile: ["is too short"], base: ["is refused"] },
 *   neutralNames: { mobile: "phone" }
 * })
 * CustomersError.neutralErrors(error) // { phone: ["is too short"], base: ["is refused"] }
 * ```
 *
 * @since 0.2.0
 * @category accessors
 */
export const neutralErrors = ({ errors, neutralNames = {} }: ValidationFailed): FieldErrors => {
  const found = new Map<string, ReadonlyArray<string>>()
  for (const [field, messages] of Object.entries(errors)) {
    const name = (Object.hasOwn(neutralNames, field) ? neutralNames[field] : undefined) ?? field
    found.set(name, [...new Set([...(found.get(name) ?? []), ...messages])])
  }
  return Object.fromEntries(found)
}
