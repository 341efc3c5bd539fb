import type * as Fiber from "effect/Fiber"

export * from "#line/Fiber"

export const isDone = (fiber: Fiber.Fiber<unknown, unknown>): boolean => fiber.pollUnsafe() !== undefined
