import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import type * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as LogLevel from "effect/LogLevel"

export type { RuntimeFiber as Fiber } from "effect/Fiber"
export * from "effect/Fiber"

type AnyFiber = Fiber.RuntimeFiber<unknown, unknown>

export const contextOf = (fiber: AnyFiber): Context.Context<never> =>
  fiber.getFiberRef(FiberRef.currentContext) as Context.Context<never>

export const clockOf = (fiber: AnyFiber): Clock.Clock =>
  Context.get(fiber.getFiberRef(DefaultServices.currentServices), Clock.Clock)

/** Are debug lines logged? */
export const logsDebug = (fiber: AnyFiber): boolean =>
  LogLevel.lessThanEqual(fiber.getFiberRef(FiberRef.currentMinimumLogLevel), LogLevel.Debug)

/** Are spans made? */
export const isTraced = (fiber: AnyFiber): boolean => fiber.getFiberRef(FiberRef.currentTracerEnabled)

/** Do spans have their times? */
export const isTimed = (fiber: AnyFiber): boolean => fiber.getFiberRef(FiberRef.currentTracerTimingEnabled)
