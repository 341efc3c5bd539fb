import * as Either from "effect/Either"

export type { Either as Result } from "effect/Either"
export {
  all,
  flatMap,
  flip,
  fromOption,
  getLeft as getFailure,
  getOrElse,
  getOrThrow,
  getRight as getSuccess,
  isLeft as isFailure,
  isRight as isSuccess,
  left as fail,
  map,
  mapLeft as mapError,
  right as succeed,
  void
} from "effect/Either"

export const match = <A, E, B, C = B>(
  self: Either.Either<A, E>,
  { onFailure, onSuccess }: { readonly onFailure: (error: E) => B; readonly onSuccess: (value: A) => C }
): B | C => Either.match(self, { onLeft: onFailure, onRight: onSuccess })
