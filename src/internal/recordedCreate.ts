/**
 * Creates of one key, by the caller who has its turn. Each attempt is recorded before it is sent, and its record goes
 * when its end is known: whoever comes next knows until when a customer may still show.
 */
import type * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Option from "effect/Option"
import type { CustomersError } from "../CustomersError.js"
import type { Turn } from "../Turns.js"
import type { Account } from "./account.js"
import { CurrentCallOptions } from "./callOptions.js"
import { isAmbiguous, withoutTurns } from "./ensureErrors.js"
import { type OpenCreates, openCreatesOf } from "./openCreates.js"

/** No attempt is taken to last longer, whatever its timeout. */
const longest = Duration.toMillis(Duration.hours(1))

/** A caller waits for so long until the service of turns has taken what nothing depends on any more. */
const patience = Duration.seconds(2)

/** Tells the service of turns something; where it fails, others wait longer than they need, and no more. */
export const tell = (provider: string, message: Effect.Effect<void, unknown>): Effect.Effect<void> =>
  message.pipe(
    Effect.interruptible,
    Effect.timeoutFail({ duration: patience, onTimeout: () => undefined }),
    Effect.catchAll(() => Effect.logWarning(`${provider}: the service of turns does not answer`))
  )

export class RecordedCreate {
  /** The Clock's milliseconds until which the customer of an open create may show; 0 where no create is open. */
  openUntil: number
  /** A create of this caller ended, and nobody knows how. */
  lost = false
  /** The last attempt was not sent: writing it down took so long that the record would be over too soon. */
  late = false

  private readonly settlingTime: number
  private readonly creates: OpenCreates

  /** @param key names the customer within the account */
  constructor(
    private readonly account: Account,
    private readonly key: string,
    private readonly clock: Clock.Clock,
    private readonly turn: Turn
  ) {
    this.settlingTime = Duration.toMillis(account.settlingTime)
    this.creates = openCreatesOf(clock, account.text)
    const now = this.now()
    const written = Option.map(turn.attempted, (over) => now - over + this.settlingTime)
    this.openUntil = Math.max(
      this.creates.of(key, now) ?? 0,
      Option.getOrElse(written, () => 0)
    )
  }

  get isOpen(): boolean {
    return this.openUntil > 0
  }

  /** It is known how all creates of the key have ended. */
  readonly settle: Effect.Effect<void> = Effect.suspend(() => {
    this.openUntil = 0
    this.creates.settled(this.key)
    return tell(this.account.provider, this.turn.settled)
  })

  /** @param create run with a hook that records each of its attempts before it is sent */
  run<A, E extends CustomersError>(create: Effect.Effect<A, E>) {
    return Effect.suspend(() => {
      this.late = false
      let recorded = false
      let failed = false

      const attempting = (lasting: Duration.Duration): Effect.Effect<boolean> =>
        Effect.suspend(() => {
          const now = this.now()
          const span = Math.min(Duration.toMillis(lasting), longest)
          if (!this.creates.opened(this.key, now + span + this.settlingTime, now)) {
            failed = true
            return Effect.succeed(false)
          }
          recorded = true
          return this.turn.attempting(Duration.millis(span)).pipe(
            Effect.timeoutFail({
              duration: Math.min(span, this.settlingTime),
              onTimeout: () => undefined
            }),
            Effect.match({
              onFailure: () => {
                failed = true
                return false
              },
              onSuccess: () => {
                // the machine may have slept meanwhile
                this.late = this.now() - now >= this.settlingTime / 2
                return !this.late
              }
            })
          )
        })

      const ended = (exit: Exit.Exit<A, E>): Effect.Effect<void> => {
        if (!recorded) return Effect.void
        const isKnown = Exit.match(exit, {
          onSuccess: () => true,
          onFailure: (cause) => cause._tag === "Fail" && !isAmbiguous(cause.error)
        })
        if (isKnown) return this.settle
        const now = this.now()
        this.lost = true
        this.openUntil = now + this.settlingTime
        this.creates.opened(this.key, this.openUntil, now)
        return tell(this.account.provider, this.turn.attempting(Duration.zero))
      }

      return Effect.flatMap(CurrentCallOptions, (options) =>
        Effect.provideService(create, CurrentCallOptions, { ...options, attempting })
      ).pipe(
        Effect.onExit(ended),
        Effect.mapError((error) => (failed || this.late ? withoutTurns(this.account.provider) : error))
      )
    })
  }

  private now(): number {
    return this.clock.unsafeCurrentTimeMillis()
  }
}
