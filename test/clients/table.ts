/** The wrappers as docs/your-own-client.md shows them. */
import type { End } from "./outcomes.js"
import type { Shows, Wrapper } from "./wrappers.js"

const toEnd = (end: End | undefined): string => {
  if (end === undefined) return ""
  return typeof end === "string" ? ", and success" : `, and \`${end._tag}\``
}

/** What differs, by the words for it: outcomes of one kind stand together. */
const differences = ({ requests = {}, ends = {} }: Shows): string => {
  const kinds = new Map<string, Array<string>>()
  for (const name of new Set([...Object.keys(requests), ...Object.keys(ends)])) {
    const count = Object.entries(requests).find(([each]) => each === name)?.[1] ?? 1
    const end = Object.entries(ends).find(([each]) => each === name)?.[1]
    const words = `${count} request${count === 1 ? "" : "s"}${toEnd(end)}`
    kinds.set(words, [...(kinds.get(words) ?? []), name])
  }
  return [...kinds].map(([words, names]) => `${words}: ${names.join("; ")}`).join(". ") || "–"
}

/** As Markdown. */
export const table = (wrappers: ReadonlyArray<Wrapper>): string =>
  [
    "| wrapper | what differs | over platform's clients |",
    "|---|---|---|",
    ...wrappers.map((wrapper) => {
      const here = differences(wrapper)
      const there = differences({ ...wrapper, ...wrapper.overPlatforms })
      return `| ${wrapper.name} | ${here} | ${there === here ? "the same" : there} |`
    })
  ]
    .map((line) => `${line}\n`)
    .join("")
