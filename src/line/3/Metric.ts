import type * as Fiber from "effect/Fiber"
import * as FiberRef from "effect/FiberRef"
import * as Metric from "effect/Metric"
import * as MetricBoundaries from "effect/MetricBoundaries"
import * as MetricLabel from "effect/MetricLabel"

// biome-ignore lint/suspicious/noExplicitAny: of whatever kind
type AnyMetric = Metric.Metric<any, number, any>

export type { AnyMetric as Metric }

export const counter = (name: string, options: { readonly description: string }): AnyMetric =>
  Metric.counter(name, { ...options, incremental: true })

export const histogram = (
  name: string,
  { description, boundaries }: { readonly description: string; readonly boundaries: ReadonlyArray<number> }
): AnyMetric => Metric.histogram(name, MetricBoundaries.fromIterable(boundaries), description)

export const withAttributes = (metric: AnyMetric, attributes: Readonly<Record<string, string>>): AnyMetric =>
  Metric.taggedWithLabels(
    metric,
    Object.entries(attributes).map(([name, value]) => MetricLabel.make(name, value))
  )

export const updateUnsafe = (
  metric: AnyMetric,
  value: number,
  fiber: Fiber.RuntimeFiber<unknown, unknown>
): void => metric.unsafeUpdate(value, fiber.getFiberRef(FiberRef.currentMetricLabels))
