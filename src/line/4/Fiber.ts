import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import type { Fiber } from "effect/Fiber"
import * as LogLevel from "effect/LogLevel"
import * as References from "effect/References"

export * from "effect/Fiber"

type AnyFiber = Fiber<unknown, unknown>

export const contextOf = (fiber: AnyFiber): Context.Context<never> => fiber.context

export const clockOf = (fiber: AnyFiber): Clock.Clock => fiber.getRef(Clock.Clock)

/** Are debug lines logged? */
export const logsDebug = (fiber: AnyFiber): boolean =>
  LogLevel.isLessThanOrEqualTo(fiber.getRef(References.MinimumLogLevel), "Debug")

/** Are spans made? */
export const isTraced = (fiber: AnyFiber): boolean => fiber.getRef(References.TracerEnabled)

/** Do spans have their times? */
export const isTimed = (fiber: AnyFiber): boolean => fiber.getRef(References.TracerTimingEnabled)
