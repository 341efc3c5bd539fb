import type { Fiber } from "effect/Fiber"
import * as Metric from "effect/Metric"

export { withAttributes } from "effect/Metric"

type AnyMetric = Metric.Metric<number, unknown>

export type { AnyMetric as Metric }

export const counter = (name: string, options: { readonly description: string }): AnyMetric =>
  Metric.counter(name, { ...options, incremental: true })

/** With a bucket for what is above all boundaries. */
export const histogram = (
  name: string,
  { description, boundaries }: { readonly description: string; readonly boundaries: ReadonlyArray<number> }
): AnyMetric => Metric.histogram(name, { description, boundaries: Metric.boundariesFromIterable(boundaries) })

export const updateUnsafe = (metric: AnyMetric, value: number, fiber: Fiber<unknown, unknown>): void =>
  metric.updateUnsafe(value, fiber.context)
