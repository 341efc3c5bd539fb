/** The one customer for a key, by looking before creating, and again after each create whose end is not known. */
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Hash from "effect/Hash"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Customers from "../Customers.js"
import type { CustomersError } from "../CustomersError.js"
import { CurrentCallOptions } from "./callOptions.js"

const defaultIndexLag = Duration.minutes(1)

/** How often a create whose end is not known is made again, after looking each time. */
const mostCreates = 3

/** When to look after such a create: at once, and then for a request that the provider is still carrying out. */
const looks = [Duration.zero, Duration.seconds(1), Duration.seconds(2)]

/** Did it fail in a way that leaves open whether it was carried out? */
const isAmbiguous = (error: CustomersError): boolean =>
  (error._tag === "Unavailable" || error._tag === "UnexpectedResponse") && error.outcome === "Unknown"

/** A name for a customer that tells nothing of it: two that share one only wait for each other. */
export const lockKey = (provider: string, key: unknown): string =>
  `${provider}:${(Hash.string(JSON.stringify(key)) >>> 0).toString(36)}`

const ensured = (customer: Customers.Customer, created: boolean): Customers.Ensured =>
  new Customers.Ensured({ customer, created }, { disableValidation: true })

/** Sleeps, unless the caller's deadline would come first. */
export const sleepWithin = (delay: Duration.Duration): Effect.Effect<boolean> =>
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

const keyOf = ({ externalId, email }: Customers.CustomerInput): Key =>
  externalId === undefined ? { field: "email", value: email } : { field: "externalId", value: externalId }

/** Only what has exactly this value: a provider's search may answer more. */
export const exactly =
  ({ field, value }: Key) =>
  (customer: Customers.Customer): boolean =>
    Option.contains(customer[field], value)

/**
 * @param find the customers that may be the one; `exactly` is applied to what it gives
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

    const lookAgain = Effect.gen(function* () {
      for (const delay of looks) {
        if (!(yield* sleepWithin(delay))) return Option.none()
        const found = yield* look
        if (Option.isSome(found)) return found
      }
      return Option.none<Customers.Customer>()
    })

    const create = (made: number): Effect.Effect<Customers.Ensured, Customers.EnsureError> =>
      Effect.matchEffect(provider.create(input), {
        onSuccess: (customer) => Effect.succeed(ensured(customer, true)),
        onFailure: (error) =>
          isAmbiguous(error)
            ? Effect.flatMap(
                lookAgain,
                Option.match({
                  onSome: (customer) => Effect.succeed(ensured(customer, true)),
                  onNone: () => (made < mostCreates ? create(made + 1) : Effect.fail(error))
                })
              )
            : Effect.fail(error)
      })

    return Effect.flatMap(Customers.Lock, ({ withLock }) =>
      withLock(
        lockKey(provider.name, key),
        Effect.flatMap(
          look,
          Option.match({
            onSome: (customer) => Effect.succeed(ensured(customer, false)),
            onNone: () => create(1)
          })
        )
      )
    )
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
  (input: Customers.CustomerInput): Effect.Effect<Customers.Ensured, Customers.EnsureError> => {
    const create = (made: number, lost: boolean): Effect.Effect<Customers.Ensured, Customers.EnsureError> =>
      Effect.catchAll(
        Effect.map(provider.create(input), (customer) => ensured(customer, true)),
        (error) => {
          if (error._tag === "Conflict" && error.existingId !== undefined) {
            return Effect.map(provider.retrieve(error.existingId), (customer) => ensured(customer, lost))
          }
          if (!isAmbiguous(error) || made >= mostCreates) return Effect.fail(error)
          return Effect.flatMap(sleepWithin(Duration.seconds(1)), (slept) =>
            slept ? create(made + 1, true) : Effect.fail(error)
          )
        }
      )
    return Effect.flatMap(Customers.Lock, ({ withLock }) =>
      withLock(lockKey(provider.name, input), create(1, false))
    )
  }
