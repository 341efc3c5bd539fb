/** The one customer for a key, by looking before creating, and again after each create whose end is not known. */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Hash from "effect/Hash"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Customers from "../Customers.js"
import { type CustomersError, Unavailable, type ValidationFailed } from "../CustomersError.js"
import { CurrentCallOptions } from "./callOptions.js"
import { invalidInput } from "./invalidInput.js"

const defaultIndexLag = Duration.minutes(1)

/** How often a create whose end is not known is made again, after looking each time. */
const mostCreates = 3

/** How far the provider's clock may differ from ours. */
export const clockSkew = Duration.minutes(1)

/** When to look after such a create: at once, and then for a request that the provider is still carrying out. */
const looks = [Duration.zero, Duration.seconds(1), Duration.seconds(2)]

/** Did it fail in a way that leaves open whether it was carried out? */
const isAmbiguous = (error: CustomersError): boolean =>
  (error._tag === "Unavailable" || error._tag === "UnexpectedResponse") && error.outcome === "Unknown"

/**
 * `ensure` looks before it creates, so unlike a lost create it can be called again whatever became of it.
 *
 * @param lost did a create of this call end without telling whether it was carried out?
 */
const asOfEnsure = <E extends CustomersError>(error: E, lost: boolean): E | Unavailable => {
  if (error._tag !== "Unavailable") return error
  const { provider, operation, status, requestId, code, detail, reason } = error
  const outcome = lost ? "Unknown" : error.outcome
  const retryable = error.retryable || outcome === "Unknown"
  return new Unavailable({
    provider,
    operation,
    status,
    requestId,
    code,
    detail,
    reason,
    outcome,
    retryable
  })
}

/** A name for a customer that tells nothing of it: two that share one only wait for each other. */
const lockKey = (provider: string, key: unknown): string =>
  `${provider}:${(Hash.string(JSON.stringify(key)) >>> 0).toString(36)}`

const ensured = (customer: Customers.Customer, created: boolean): Customers.Ensured =>
  new Customers.Ensured({ customer, created }, { disableValidation: true })

/** Runs what has this key one after the other; who would wait beyond its deadline is told so instead. */
const inTurn = <A, E>(
  provider: string,
  key: unknown,
  self: Effect.Effect<A, E>
): Effect.Effect<A, E | Unavailable> =>
  Effect.gen(function* () {
    const { withLock } = yield* Customers.Lock
    const { until } = yield* CurrentCallOptions
    let entered = false
    const locked = withLock(
      lockKey(provider, key),
      Effect.suspend(() => {
        entered = true
        return self
      })
    )
    if (until === undefined) return yield* locked
    const left = Math.max(0, until - (yield* Clock.currentTimeMillis))
    // Once it is its turn, every call keeps the deadline by itself.
    const giveUp = Effect.suspend(() => (entered ? Effect.never : Effect.fail(tooLate(provider))))
    return yield* Effect.raceFirst(locked, Effect.delay(giveUp, left))
  })

const tooLate = (provider: string): Unavailable =>
  new Unavailable({ provider, operation: "ensure", reason: "Timeout", outcome: "NotSent", retryable: false })

/** Sleeps, unless the caller's deadline would come first. */
const sleepWithin = (delay: Duration.Duration): Effect.Effect<boolean> =>
  Effect.gen(function* () {
    const { until = Number.POSITIVE_INFINITY } = yield* CurrentCallOptions
    if ((yield* Clock.currentTimeMillis) + Duration.toMillis(delay) >= until) return false
    yield* Effect.sleep(delay)
    return true
  })

/** What tells a customer apart. */
export type Key =
  | { readonly field: "externalId"; readonly value: string }
  | { readonly field: "email"; readonly value: string }

/** An empty text tells nobody apart: with it, one person would be given another's customer. */
const refuseEmpty = (provider: string, { field, value }: Key): Effect.Effect<void, ValidationFailed> =>
  value
    ? Effect.void
    : Effect.fail(
        invalidInput(provider, "ensure", {
          [field === "email" ? "email" : "external_id"]: ["must not be empty: it tells the customer apart"]
        })
      )

/** The functions of `Customers.Find`, by one that finds the customers of a key. */
export const finders = <A>(find: (key: Key) => A) => ({
  findByEmail: (value: string): A => find({ field: "email", value }),
  findByExternalId: (value: string): A => find({ field: "externalId", value })
})

export const keyOf = ({ externalId, email }: Customers.CustomerInput): Key =>
  externalId === undefined ? { field: "email", value: email } : { field: "externalId", value: externalId }

/** Only what has exactly this value: a provider's search may answer more. */
export const exactly =
  ({ field, value }: Key) =>
  (customer: Customers.Customer): boolean =>
    Option.contains(customer[field], value)

/**
 * @param find the customers that may be the one, the oldest first; `exactly` is applied to what it gives
 */
export const ensureByFinding =
  (provider: {
    readonly name: string
    readonly create: (
      input: Customers.CustomerInput
    ) => Effect.Effect<Customers.Customer, Customers.CreateError>
    readonly find: (
      input: Customers.CustomerInput,
      indexLag: Duration.Duration
    ) => Stream.Stream<Customers.Customer, Customers.ListError>
  }) =>
  (
    input: Customers.CustomerInput,
    options: Customers.EnsureOptions = {}
  ): Effect.Effect<Customers.Ensured, Customers.EnsureError> => {
    const key = keyOf(input)
    const indexLag = Duration.decode(options.indexLag ?? defaultIndexLag)
    const look = provider.find(input, indexLag).pipe(Stream.filter(exactly(key)), Stream.runHead)

    return Effect.suspend(() => {
      let lost = false

      const create = (made: number): Effect.Effect<Customers.Ensured, Customers.EnsureError> =>
        Effect.matchEffect(provider.create(input), {
          onSuccess: (customer) => Effect.succeed(ensured(customer, true)),
          onFailure: (error) => (isAmbiguous(error) ? lookAgain(error, made) : Effect.fail(error))
        })

      const lookAgain = (error: Customers.CreateError, made: number) =>
        Effect.gen(function* () {
          lost = true
          for (const delay of looks) {
            // without all the looks, it would not be safe to create again
            if (!(yield* sleepWithin(delay))) return yield* error
            const found = yield* look
            if (Option.isSome(found)) return ensured(found.value, true)
          }
          return yield* made < mostCreates ? create(made + 1) : error
        })

      const findOrCreate = Effect.flatMap(
        look,
        Option.match({
          onSome: (customer) => Effect.succeed(ensured(customer, false)),
          onNone: () => create(1)
        })
      )

      return refuseEmpty(provider.name, key).pipe(
        Effect.zipRight(inTurn(provider.name, key, findOrCreate)),
        Effect.mapError((error) => asOfEnsure(error, lost))
      )
    })
  }

/**
 * For a provider that refuses to create the same customer twice and names the one that is there: the create itself is
 * the question.
 */
export const ensureByConflict =
  (provider: {
    readonly name: string
    readonly create: (
      input: Customers.CustomerInput
    ) => Effect.Effect<Customers.Customer, Customers.CreateError>
    readonly retrieve: (id: string) => Effect.Effect<Customers.Customer, Customers.RetrieveError>
  }) =>
  (input: Customers.CustomerInput): Effect.Effect<Customers.Ensured, Customers.EnsureError> =>
    Effect.flatMap(Clock.currentTimeMillis, (begun) => {
      let lost = false

      // Nobody has looked before the create that was lost: a customer that is older is not its work.
      const isOurs = ({ createdAt }: Customers.Customer): boolean =>
        lost &&
        !Option.exists(createdAt, ({ epochMillis }) => epochMillis < begun - Duration.toMillis(clockSkew))

      const create = (made: number): Effect.Effect<Customers.Ensured, Customers.EnsureError> =>
        Effect.catchAll(
          Effect.map(provider.create(input), (customer) => ensured(customer, true)),
          (error) => {
            if (error._tag === "Conflict" && error.existingId !== undefined) {
              return retrieve(error.existingId, made)
            }
            if (!isAmbiguous(error)) return Effect.fail(error)
            lost = true
            if (made >= mostCreates) return Effect.fail(error)
            return Effect.flatMap(sleepWithin(Duration.seconds(1)), (slept) =>
              slept ? create(made + 1) : Effect.fail(error)
            )
          }
        )

      const retrieve = (id: string, made: number) =>
        provider.retrieve(id).pipe(
          Effect.map((customer) => ensured(customer, isOurs(customer))),
          // deleted between the two answers
          Effect.catchTag("NotFound", (error) => (made < mostCreates ? create(made + 1) : Effect.fail(error)))
        )

      const { email, name, phone, externalId } = input
      return inTurn(provider.name, [email, name, phone, externalId], create(1)).pipe(
        Effect.mapError((error) => asOfEnsure(error, lost))
      )
    })
