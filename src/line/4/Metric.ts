import type { Fiber } from "effect/Fiber"
import * as Metric from "effect/Metric"

export { histogram, withAttributes } from "effect/Metric"

type AnyMetric = Metric.Metric<number, unknown>

export type { AnyMetric as Metric }

export const counter = (name: string, options: { readonly description: string }): AnyMetric =>
  Metric.counter(name, { ...options, incremental: true })

export const updateUnsafe = (metric: AnyMetric, value: number, fiber: Fiber<unknown, unknown>): void =>
  metric.updateUnsafe(value, fiber.context)
