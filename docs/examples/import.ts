/**
 * Customers of an old system, ensured at a provider: with a bar that moves, and a checkpoint to go on from. What could
 * not be ensured is kept for a person to look at.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import * as Customers from "effect-payment-customers/Customers"

/** `████████░░░░░░░░ 50 %` */
export const bar = (done: number, total: number, width = 32): string => {
  const share = total === 0 ? 1 : done / total
  const full = Math.round(share * width)
  return `${"█".repeat(full)}${"░".repeat(width - full)} ${Math.floor(share * 100)} %`
}

/** How far it is, once for each percent. */
export const progress = (done: number, total: number): boolean =>
  done === total || Math.floor((done / total) * 100) !== Math.floor(((done - 1) / total) * 100)

export interface Import<E, R> {
  readonly inputs: Stream.Stream<Customers.CustomerInput, E, R>
  readonly total: number
  /** Elements of the stream that are done already. */
  readonly checkpoint: number
  readonly keep: (checkpoint: number) => Effect.Effect<void>
}

export const importAll = <E, R>({ inputs, total, checkpoint, keep }: Import<E, R>) =>
  Effect.gen(function* () {
    const failed = yield* Ref.make<ReadonlyArray<readonly [index: number, reason: string]>>([])
    yield* Customers.ensureAll(Stream.drop(inputs, checkpoint), { concurrency: 8 }).pipe(
      Stream.runForEach(({ index, result }) =>
        Effect.gen(function* () {
          const done = checkpoint + index + 1
          if (Either.isLeft(result)) {
            // the message names class and fields, never what a customer typed
            const reason = result.left.message
            yield* Ref.update(failed, (all) => [...all, [done - 1, reason] as const])
          }
          yield* keep(done)
          if (progress(done, total)) yield* Console.log(bar(done, total))
        })
      )
    )
    return yield* Ref.get(failed)
  })
