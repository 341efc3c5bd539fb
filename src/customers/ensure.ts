/**
 * The one customer for a key: in turn, by looking before creating. Whoever comes after a create whose end nobody knows
 * looks for as long as its customer may still show, and only then creates.
 */
import * as Option from "effect/Option"
import * as Clock from "#line/Clock"
import * as DateTime from "#line/DateTime"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import * as Scope from "#line/Scope"
import * as Stream from "#line/Stream"
import * as Customers from "../Customers.js"
import type { CustomersError } from "../CustomersError.js"
import { CurrentCallOptions } from "../call/options.js"
import * as Turns from "../Turns.js"
import { inEnsureSpan } from "../telemetry/watch.js"
import type { Account } from "../turns/account.js"
import { turnKey } from "../turns/key.js"
import { type AccountMemory, accountMemory } from "../turns/memory.js"
import { answered, told } from "../turns/service.js"
import { anothersCustomer, asOfEnsure, isAmbiguous, noTime, withoutTurns } from "./ensureErrors.js"
import { checkInput } from "./ensureInput.js"
import { RecordedCreate } from "./recordedCreate.js"

/** How often one call creates, where it does not learn how its creates end. */
const mostCreates = 3

/** How far the provider's clock may differ from ours. */
export const clockSkew = Duration.minutes(1)

const defaultIndexLag = Duration.minutes(1)

/** From the first look to the second one, in milliseconds; each distance after it is twice as long. */
const firstDistance = 500

interface Look {
  /** How long a customer may be missing from the provider's search. */
  readonly indexLag: Duration.Duration
  /** Nothing that was read before this look counts: the customer may have come into being since. */
  readonly anew: boolean
}

/** What tells the customer of an input apart from the others of its account. */
interface Identity {
  readonly text: string
  /** Is it the one, by what the provider tells of it? */
  readonly matches: (customer: Customers.Customer) => boolean
  /** Does it tell that it is another one's? */
  readonly isAnothers: (customer: Customers.Customer) => boolean
  /** What a create sends. */
  readonly sent: Customers.CustomerInput
}

export interface Ways {
  readonly account: Account
  readonly identityOf: (input: Customers.CustomerInput) => Identity
  readonly create: (
    input: Customers.CustomerInput
  ) => Effect.Effect<Customers.Customer, Customers.CreateError>
  readonly retrieve: (id: string) => Effect.Effect<Customers.Customer, Customers.RetrieveError>
  /** The customers among whom the one may be, the oldest first; none where only a create can tell. */
  readonly find: (
    input: Customers.CustomerInput,
    look: Look
  ) => Stream.Stream<Customers.Customer, Customers.ListError>
  /** May a create answer a customer who was there before? Then its time of creation tells. */
  readonly answersKnown: boolean
  /** What tells customers apart, and whether they are there: the fields by their names on the wire. */
  readonly toldBy: ReadonlyArray<string>
}

type Ensuring = Effect.Effect<Customers.Ensured, Customers.EnsureError>

const ensured = (customer: Customers.Customer, created: boolean): Customers.Ensured =>
  new Customers.Ensured({ customer, created }, Schema.unchecked)

/** Could the same create be answered better? A redirect would come again, and follows creates that were carried out. */
const mayCreateAgain = (failure: CustomersError): boolean => {
  const { status = 0 } = failure
  if (status >= 300 && status <= 399) return false
  return failure._tag !== "Conflict" || failure.existingId !== undefined
}

/** A customer that is older than the call, by more than clocks differ, is not its work. */
const isSince =
  (begun: number) =>
  ({ createdAt }: Customers.Customer): boolean =>
    !Option.exists(
      createdAt,
      (instant) => DateTime.toEpochMillis(instant) < begun - Duration.toMillis(clockSkew)
    )

/** The customer that the provider names where it refuses a create, if it is there. */
const named = (ways: Ways, failure: CustomersError) =>
  failure._tag === "Conflict" && failure.existingId !== undefined
    ? ways.retrieve(failure.existingId).pipe(
        Effect.asSome,
        Effect.catchTags({
          NotFound: () => Effect.succeedNone,
          ValidationFailed: () => Effect.succeedNone
        })
      )
    : Effect.succeedNone

/** Looks at growing distances until the customer is there, or can no longer come from a create that is open. */
const lookUntilSettled = (
  look: Effect.Effect<Option.Option<Customers.Customer>, Customers.ListError>,
  creates: RecordedCreate,
  outOfTime: Customers.EnsureError
) =>
  Effect.gen(function* () {
    const { until: deadline = Number.POSITIVE_INFINITY } = yield* CurrentCallOptions
    for (let distance = firstDistance; ; distance *= 2) {
      const begun = yield* Clock.currentTimeMillis
      if (begun >= deadline) return yield* outOfTime
      const found = yield* look
      if (Option.isSome(found) || begun >= creates.openUntil) return found
      const now = yield* Clock.currentTimeMillis
      const delay = Math.ceil(Math.max(0, Math.min(distance, creates.openUntil - now)))
      if (now + delay >= deadline) return yield* outOfTime
      yield* Effect.sleep(delay)
    }
  })

/** The customer, found or made. Nobody else of its key is running. */
const findOrCreate = (
  ways: Ways,
  input: Customers.CustomerInput,
  { matches, isAnothers, sent }: Identity,
  indexLag: Duration.Duration,
  creates: RecordedCreate
): Ensuring =>
  Effect.gen(function* () {
    const isOurs = isSince(yield* Clock.currentTimeMillis)
    const look = Effect.suspend(() =>
      ways.find(input, { indexLag, anew: creates.isOpen }).pipe(Stream.filter(matches), Stream.runHead)
    )
    let failure: Customers.EnsureError | undefined
    for (let made = 0; ; made += 1) {
      const outOfTime =
        failure?._tag === "Unavailable" ? failure : noTime(ways.account.provider, creates.isOpen)
      const found = yield* lookUntilSettled(look, creates, outOfTime)
      if (creates.isOpen) yield* creates.settle
      if (Option.isSome(found)) return ensured(found.value, creates.lost && isOurs(found.value))
      if (failure !== undefined && (made === mostCreates || !mayCreateAgain(failure))) return yield* failure

      const answer = yield* Effect.result(creates.run(ways.create(sent)))
      if (Result.isSuccess(answer)) {
        const created = Result.getOrThrow(answer)
        // somebody else's, whom nobody may be handed
        if (isAnothers(created)) return yield* anothersCustomer(ways.account.provider)
        return ensured(created, !ways.answersKnown || isOurs(created))
      }
      failure = Result.getOrThrow(Result.flip(answer))
      const known = yield* named(ways, failure)
      if (Option.isSome(known)) {
        if (!matches(known.value)) return yield* failure
        return ensured(known.value, false)
      }
      if (failure._tag !== "Conflict" && !isAmbiguous(failure) && !creates.late) return yield* failure
    }
  })

/** With the turn of the services of turns that are shared with others, which ends whatever becomes of the caller. */
const withTurn = (
  { provider, turns: ofLayer }: Account,
  key: Turns.Key,
  isOpen: (now: number) => boolean,
  use: (turn: Turns.Turn | undefined) => Ensuring
): Ensuring =>
  Effect.gen(function* () {
    const ofCaller = yield* Turns.Turns
    // A service that is given to either of the two counts: to fall back to memory would lose what it is given for
    const turns = ofCaller === Turns.ofThisProcess ? ofLayer : ofCaller
    if (turns === Turns.ofThisProcess) return yield* use(undefined)
    const { until = Number.POSITIVE_INFINITY } = yield* CurrentCallOptions
    return yield* Effect.acquireUseRelease(
      Scope.make(),
      (scope) =>
        Effect.gen(function* () {
          const left = until - (yield* Clock.currentTimeMillis)
          const turn = yield* answered(() => Scope.provide(turns.take(key), scope), left)
          if (Option.isSome(turn)) return yield* use(turn.value)
          const now = yield* Clock.currentTimeMillis
          return yield* now >= until ? noTime(provider, isOpen(now)) : withoutTurns(provider)
        }),
      (scope, exit) => told(provider, () => Scope.close(scope, exit))
    )
  })

/** In the turn of the key among the callers of this process; who would wait beyond its deadline is told so instead. */
const inTurn = (account: Account, text: string, use: (memory: AccountMemory) => Ensuring): Ensuring =>
  Effect.gen(function* () {
    const memory = yield* accountMemory(account.text)
    const { until = Number.POSITIVE_INFINITY } = yield* CurrentCallOptions
    const result = yield* memory.turns.run(text, until, use(memory))
    const now = yield* Clock.currentTimeMillis
    return yield* Option.match(result, {
      onNone: () => noTime(account.provider, memory.creates.of(text, now) !== undefined),
      onSome: Effect.succeed
    })
  }).pipe(Effect.scoped)

export const ensureBy =
  (ways: Ways) =>
  (
    given: Customers.CustomerInput,
    { indexLag = defaultIndexLag }: Customers.EnsureOptions = {}
  ): Ensuring => {
    const { account } = ways
    return Effect.gen(function* () {
      const input = yield* checkInput(account.provider, given)
      const options = { ...(yield* CurrentCallOptions), decisive: true, needed: ways.toldBy }
      const clock = yield* Clock.Clock
      const identity = ways.identityOf(input)
      const { text } = identity
      const key = turnKey(JSON.stringify([account.text, text]), account.credentials)
      let open = false
      return yield* inTurn(account, text, (memory) =>
        withTurn(
          account,
          key,
          (now) => memory.creates.of(text, now) !== undefined,
          (turn) => {
            const creates = new RecordedCreate(account, memory.creates, text, clock, turn)
            return Effect.tapError(
              findOrCreate(ways, input, identity, Duration.fromInputUnsafe(indexLag), creates),
              () =>
                Effect.sync(() => {
                  open = creates.isOpen || creates.lost
                })
            )
          }
        )
      ).pipe(
        Effect.provideService(CurrentCallOptions, options),
        Effect.mapError((error) => asOfEnsure(error, open))
      )
    }).pipe(inEnsureSpan(account.provider))
  }
