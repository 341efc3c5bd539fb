import type * as Fiber from "effect/Fiber"

export * from "#line/Fiber"

export const isDone = (fiber: Fiber.RuntimeFiber<unknown, unknown>): boolean => fiber.unsafePoll() !== null
