/** `--publish`: the figures of this run, written into the README and docs/performance.md between their marks. */
import { readFileSync, writeFileSync } from "node:fs"
import type { Cost } from "./cost.js"
import { nameOf } from "./peers/ours.js"
import { median, type Result, ratios } from "./rounds.js"

export interface Machine {
  readonly date: string
  readonly node: string
  readonly processor: string
  readonly cores: number
  readonly rounds: number
}

/** What the guides call a peer, in the order of their table. */
const clients: ReadonlyArray<readonly [peer: string, words: string]> = [
  ["undici.request", "bare `undici.request` and `JSON.parse`"],
  ["fetch + AbortSignal", "bare `fetch` with an `AbortSignal`"],
  ["omise (SDK)", "the official Omise SDK"],
  ["stripe-node", "stripe-node, for its own customers"],
  ["HttpApiClient, undici", "a plain `HttpApiClient` on platform's undici"],
  [nameOf("UndiciClient", "quiet"), "Omise on `UndiciClient`, no tracer"],
  [nameOf("UndiciClient"), "Omise on `UndiciClient`"],
  [nameOf("FetchClient"), "Omise on `FetchClient`"],
  [nameOf("platform undici"), "Omise on `NodeHttpClient.layerUndici`"],
  [nameOf("platform fetch"), "Omise on `FetchHttpClient.layer`"]
]

const works = ["retrieve@16", "create@16", "page@16"] as const

const replaced = (file: string, text: string) => {
  const between = /(<!-- figures: written by npm run bench -- --publish -->\n)[\s\S]*?(<!-- \/figures -->)/
  const before = readFileSync(file, "utf8")
  if (!between.test(before)) throw new Error(`${file} has no marks for figures`)
  writeFileSync(
    file,
    before.replace(between, (_, begin, end) => `${begin}${text}\n${end}`)
  )
}

export const publish = (machine: Machine, calls: Readonly<Record<string, ReadonlyArray<Result<Cost>>>>) => {
  const ratiosOf = (work: string, peer: string) => {
    const results = calls[work] ?? []
    const [base] = results
    const result = results.find(({ name }) => name === peer)
    if (base === undefined || result === undefined) throw new Error(`${work} of ${peer} was not measured`)
    return { result, cpu: ratios(result, base, ({ cpu }) => cpu) }
  }
  const cell = (work: string, peer: string): string => {
    const { result, cpu } = ratiosOf(work, peer)
    if (peer === "undici.request") return `1 (${median(result.rounds.map(({ cpu }) => cpu)).toFixed(0)} µs)`
    const [least, most] = [Math.min(...cpu), Math.max(...cpu)]
    return `${median(cpu).toFixed(1)} (${least.toFixed(1)}–${most.toFixed(1)})`
  }
  const rows = clients.map(
    ([peer, words]) => `| ${words} | ${works.map((work) => cell(work, peer)).join(" | ")} |`
  )
  const { date, node, cores, processor, rounds } = machine
  const where = `${date.slice(0, 10)}, Node ${node.slice(1)}, ${cores} cores (${processor}), ${rounds} rounds`
  replaced(
    "docs/performance.md",
    `${where}; the median of the rounds, and in brackets the least and the most.

| client | retrieve | create | a page of 100 |
|---|---|---|---|
${rows.join("\n")}`
  )
  const times = (peer: string) => median(ratiosOf("retrieve@16", peer).cpu).toFixed(1)
  replaced(
    "README.md",
    `CPU time of a retrieve, as a multiple of a bare \`undici.request\` with \`JSON.parse\`:

| client | |
|---|---|
| \`UndiciClient\` | ${times(nameOf("UndiciClient"))} |
| \`UndiciClient\`, where Effect's tracer is off | ${times(nameOf("UndiciClient", "quiet"))} |
| \`FetchClient\` | ${times(nameOf("FetchClient"))} |
| the official Omise SDK | ${times("omise (SDK)")} |
| a plain \`HttpApiClient\` on platform's undici | ${times("HttpApiClient, undici")} |

(${where}.)`
  )
}
