/** The figures of a run as text. */
import type { Bundle } from "./bundle.js"
import type { Cost } from "./cost.js"
import { differences, median, type Result, ratios } from "./rounds.js"
import type { Start } from "./startup.js"
import { table } from "./table.js"
import { isMet, type Target } from "./targets.js"

const of = <Figures>({ rounds }: Result<Figures>, pick: (figures: Figures) => number): number =>
  median(rounds.map(pick))

const times = (number: number) => `${number.toFixed(2)}×`

/** The first result is what the others are compared with. */
export const costs = (title: string, results: ReadonlyArray<Result<Cost>>): string => {
  const [base] = results
  if (base === undefined) return title
  const rows = results.map((result) => {
    const cpu = ratios(result, base, ({ cpu }) => cpu)
    const wall = ratios(result, base, ({ wall }) => wall)
    return [
      `  ${result.name}`,
      of(result, ({ cpu }) => cpu).toFixed(1),
      times(median(cpu)),
      `${Math.min(...cpu).toFixed(2)}–${Math.max(...cpu).toFixed(2)}`,
      of(result, ({ wall }) => wall).toFixed(1),
      times(median(wall))
    ]
  })
  return table([title, "CPU µs", "CPU", "of all rounds", "wall µs", "wall"], rows)
}

const signed = (number: number) => `${number < 0 ? "−" : "+"}${Math.abs(number).toFixed(1)}`

export const starts = (results: ReadonlyArray<Result<Start>>): string => {
  const [base] = results
  if (base === undefined) return ""
  const columns = [
    ({ millis }: Start) => millis,
    ({ cpu }: Start) => cpu,
    ({ rss }: Start) => rss,
    ({ heap }: Start) => heap
  ]
  const rows = results.map((result) => [
    `  ${result.name}`,
    ...columns.flatMap((pick) => [
      of(result, pick).toFixed(1),
      result === base ? "" : signed(median(differences(result, base, pick)))
    ])
  ])
  return table(["start-up", "ms", "adds", "CPU ms", "adds", "RSS MB", "adds", "heap MB", "adds"], rows)
}

const kilobytes = (bytes: number) => (bytes / 1000).toFixed(1)

export const sizes = (bundles: ReadonlyArray<Bundle>): string =>
  table(
    ["bundle, kB min+gzip", "own code", "adds to the four modules", "adds to a small app"],
    bundles.map(({ name, own, four, small }) => [`  ${name}`, ...[own, four, small].map(kilobytes)])
  )

export const verdicts = (targets: ReadonlyArray<Target>): string =>
  table(
    ["targets", "measured", "at most", "", ""],
    targets.flatMap((target) =>
      target.value === undefined
        ? []
        : [
            [
              `  ${target.what}`,
              target.value.toFixed(2),
              String(target.limit),
              target.unit,
              isMet(target) ? "met" : "NOT MET"
            ]
          ]
    )
  )
