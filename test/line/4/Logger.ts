import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import * as References from "effect/References"

export * from "effect/Logger"

/** All that make a text of a line. */
export const toText: ReadonlyArray<Logger.Logger<unknown, string>> = [
  Logger.formatSimple,
  Logger.formatLogFmt,
  Logger.formatJson
]

export const toStructure: Logger.Logger<unknown, unknown> = Logger.formatStructured

export const toConsole: Logger.Logger<unknown, unknown> = Logger.consolePretty({ colors: false, mode: "tty" })

export interface Line {
  readonly level: string
  readonly message: unknown
  readonly annotations: object
}

/** Hands each line over. */
export const keeping = (keep: (line: Line) => void): Logger.Logger<unknown, void> =>
  Logger.make(({ logLevel, message, fiber }) =>
    keep({
      level: logLevel.toUpperCase(),
      message,
      annotations: { ...fiber.getRef(References.CurrentLogAnnotations) }
    })
  )

/** These loggers alone, for lines of at least this level. */
export const only =
  (loggers: ReadonlyArray<Logger.Logger<unknown, unknown>>, level: "All" | "Info" = "All") =>
  <A, E, R>(self: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    self.pipe(
      Effect.provideService(Logger.CurrentLoggers, new Set(loggers)),
      Effect.provideService(References.MinimumLogLevel, level)
    )

/** Lines become events of spans, and go nowhere else. */
export const toSpansAlone = Logger.layer([Logger.tracerLogger])
