/** What the package promises of its speed and size, and whether this run bears it out. */
import type { Cost } from "./cost.js"
import { providers } from "./dist.js"
import type { Measured } from "./measured.js"
import { fetchWithSignal, undici } from "./peers/bare.js"
import { omiseSdk } from "./peers/omiseSdk.js"
import { nameOf } from "./peers/ours.js"
import { platformFetch, platformFetchQuiet, platformUndici, platformUndiciQuiet } from "./peers/platform.js"
import { differences, median, type Result, ratios } from "./rounds.js"
import * as startup from "./startup.js"

export interface Target {
  readonly what: string
  readonly limit: number
  readonly unit: string
  /** `undefined` where this run did not measure it. */
  readonly value: number | undefined
}

export const isMet = ({ limit, value }: Target): boolean => value !== undefined && value <= limit

const between = <Figures>(
  compare: typeof ratios | typeof differences,
  results: ReadonlyArray<Result<Figures>> | undefined,
  self: string,
  other: string,
  pick: (figures: Figures) => number
): number | undefined => {
  const [one, two] = [self, other].map((wanted) => results?.find(({ name }) => name === wanted))
  return one === undefined || two === undefined ? undefined : median(compare(one, two, pick))
}

const cpu = ({ cpu }: Cost) => cpu

export const targetsOf = ({ calls, decode, start, bundles }: Measured): ReadonlyArray<Target> => {
  const byCpu = (cell: string, self: string, other: string, limit: number): Target => ({
    what: `${cell}: ${self} / ${other}`,
    limit,
    unit: "× CPU",
    value: between(ratios, calls[cell], self, other, cpu)
  })

  const lean = nameOf("UndiciClient")
  const leanQuiet = nameOf("UndiciClient", "quiet")

  return [
    byCpu("retrieve@16", leanQuiet, undici.name, 1.15),
    byCpu("retrieve@16", lean, undici.name, 1.6),
    byCpu("retrieve@16", leanQuiet, omiseSdk.name, 1),
    byCpu("retrieve@16", lean, omiseSdk.name, 1),
    byCpu("retrieve@16", nameOf("FetchClient"), fetchWithSignal.name, 1.25),
    byCpu("retrieve@16", nameOf("platform fetch"), platformFetch.name, 1.25),
    byCpu("retrieve@16", nameOf("platform undici"), platformUndici.name, 1.25),
    byCpu("retrieve@16", nameOf("platform fetch", "quiet"), platformFetchQuiet.name, 1.25),
    byCpu("retrieve@16", nameOf("platform undici", "quiet"), platformUndiciQuiet.name, 1.25),
    byCpu("page@16", lean, undici.name, 2),
    byCpu("page@16", lean, omiseSdk.name, 1),
    // the same requests and rows; what rounds differ by is not a higher cost
    byCpu("stream@1", lean, nameOf("UndiciClient", "page by page"), 1.05),
    ...["zod 4", "valibot"].map((other) => ({
      what: `decode: ours / ${other}`,
      limit: 1,
      unit: "× CPU",
      value: between(ratios, decode, "ours", other, cpu)
    })),
    ...providers.flatMap((name) => [
      {
        what: `start-up: ${name} adds`,
        limit: 25,
        unit: "ms",
        value: between(differences, start, name, startup.base, ({ millis }) => millis)
      },
      {
        what: `start-up: ${name} adds`,
        limit: 6,
        unit: "MB RSS",
        value: between(differences, start, name, startup.base, ({ rss }) => rss)
      }
    ]),
    ...providers.map((provider) => ({
      what: `bundle: ${provider}'s own code`,
      limit: 8,
      unit: "kB min+gzip",
      value: bundles?.filter(({ name }) => name === provider).map(({ own }) => own / 1000)[0]
    }))
  ]
}
