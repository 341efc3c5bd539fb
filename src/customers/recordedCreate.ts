/**
 * Creates of one key, by the caller who has its turn. Each attempt is recorded before it is sent, and its record goes
 * when its end is known: whoever comes next knows until when a customer may still show.
 */
import * as Option from "effect/Option"
import * as Cause from "#line/Cause"
import * as Clock from "#line/Clock"
import * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import type { CustomersError } from "../CustomersError.js"
import { CurrentCallOptions } from "../call/options.js"
import type { Turn } from "../Turns.js"
import type { Account } from "../turns/account.js"
import type { OpenCreates } from "../turns/openCreates.js"
import { answered, told } from "../turns/service.js"
import { isAmbiguous, withoutTurns } from "./ensureErrors.js"

/** No attempt is taken to last longer, whatever its timeout. */
const longest = Duration.toMillis(Duration.hours(1))

/** What a service says of an attempt, within its bounds. */
const sinceOver = (millis: number): number => (Number.isNaN(millis) ? 0 : Math.max(millis, -longest))

export class RecordedCreate {
  /** The Clock's milliseconds until which the customer of an open create may show; 0 where no create is open. */
  openUntil: number
  /** A create of this caller ended, and nobody knows how. */
  lost = false
  /** The last attempt was not sent: writing it down took so long that the record would be over too soon. */
  late = false

  private readonly settlingTime: number

  /**
   * @param key names the customer within the account
   * @param turn that of a service of turns, where there is one
   */
  constructor(
    private readonly account: Account,
    private readonly creates: OpenCreates,
    private readonly key: string,
    private readonly clock: Clock.Clock,
    private readonly turn: Turn | undefined
  ) {
    this.settlingTime = Duration.toMillis(account.settlingTime)
    const now = this.now()
    const written = Option.map(
      turn?.attempted ?? Option.none(),
      (over) => now - sinceOver(over) + this.settlingTime
    )
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
    return this.tell(({ settled }) => settled)
  })

  /** @param create run with a hook that records each of its attempts before it is sent */
  run<A, E extends CustomersError>(create: Effect.Effect<A, E>) {
    return Effect.suspend(() => {
      this.late = false
      let recorded = false
      let failed = false
      /** The last attempt was let go. The one before it has ended, or there would be no other. */
      let sent = false

      const attempting = (lasting: Duration.Duration): Effect.Effect<boolean> =>
        Effect.suspend(() => {
          const now = this.now()
          const span = Math.min(Duration.toMillis(lasting), longest)
          sent = false
          if (!this.creates.opened(this.key, now + span + this.settlingTime, now)) {
            failed = true
            return Effect.succeed(false)
          }
          recorded = true
          return Effect.map(this.write(span), (written) => {
            failed = !written
            // the machine may have slept meanwhile
            this.late = written && this.now() - now >= this.settlingTime / 2
            sent = written && !this.late
            return sent
          })
        })

      const ended = (exit: Exit.Exit<A, E>): Effect.Effect<void> => {
        if (!recorded) return Effect.void
        const isKnown = Exit.match(exit, {
          onSuccess: () => true,
          onFailure: (cause) => !sent || Option.exists(Cause.onlyError(cause), (error) => !isAmbiguous(error))
        })
        if (isKnown) return this.settle
        const now = this.now()
        this.lost = true
        this.openUntil = now + this.settlingTime
        this.creates.opened(this.key, this.openUntil, now)
        return this.tell(({ attempting }) => attempting(Duration.zero))
      }

      return Effect.flatMap(CurrentCallOptions, (options) =>
        Effect.provideService(create, CurrentCallOptions, { ...options, attempting })
      ).pipe(
        Effect.onExit(ended),
        Effect.mapError((error) => (failed || this.late ? withoutTurns(this.account.provider) : error))
      )
    })
  }

  /** Writes an attempt down with the service of turns. */
  private write(span: number): Effect.Effect<boolean> {
    const { turn } = this
    return turn === undefined
      ? Effect.succeed(true)
      : Effect.map(
          answered(() => turn.attempting(Duration.millis(span)), Math.min(span, this.settlingTime)),
          Option.isSome
        )
  }

  private tell(message: (turn: Turn) => Effect.Effect<void, unknown>): Effect.Effect<void> {
    const { turn } = this
    return turn === undefined ? Effect.void : told(this.account.provider, () => message(turn))
  }

  private now(): number {
    return Clock.millisOf(this.clock)
  }
}
