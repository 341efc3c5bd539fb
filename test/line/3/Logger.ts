import * as Effect from "effect/Effect"
import * as FiberRef from "effect/FiberRef"
import * as HashMap from "effect/HashMap"
import * as HashSet from "effect/HashSet"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"

export * from "effect/Logger"
export { stringLogger as formatSimple } from "effect/Logger"

/** In place of all others. */
export const layer = (loggers: ReadonlyArray<Logger.Logger<unknown, unknown>>): Layer.Layer<never> =>
  Layer.scopedDiscard(Effect.locallyScoped(FiberRef.currentLoggers, HashSet.fromIterable(loggers)))

/** All that make a text of a line. */
export const toText: ReadonlyArray<Logger.Logger<unknown, string>> = [
  Logger.stringLogger,
  Logger.logfmtLogger,
  Logger.jsonLogger
]

export const toStructure: Logger.Logger<unknown, unknown> = Logger.structuredLogger

export const toConsole: Logger.Logger<unknown, unknown> = Logger.prettyLogger({ colors: false, mode: "tty" })

export interface Line {
  readonly level: string
  readonly message: unknown
  readonly annotations: object
}

/** Hands each line over. */
export const keeping = (keep: (line: Line) => void): Logger.Logger<unknown, void> =>
  Logger.make(({ logLevel, message, annotations }) =>
    keep({ level: logLevel.label, message, annotations: Object.fromEntries(HashMap.toEntries(annotations)) })
  )

/** These loggers alone, for lines of at least this level. */
export const only =
  (loggers: ReadonlyArray<Logger.Logger<unknown, unknown>>, level: "All" | "Info" = "All") =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    self.pipe(
      Effect.locally(FiberRef.currentLoggers, HashSet.fromIterable(loggers)),
      Effect.locally(FiberRef.currentMinimumLogLevel, LogLevel.fromLiteral(level))
    )

/** Lines become events of spans, and go nowhere else. */
export const toSpansAlone = Logger.remove(Logger.defaultLogger)
