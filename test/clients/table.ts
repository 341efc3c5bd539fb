/** The wrappers as docs/your-own-client.md shows them. */
import { type End, outcomes } from "./outcomes.js"
import type { Shows, Wrapper } from "./wrappers.js"

const toEnd = (end: End | undefined): string => {
  if (end === undefined) return ""
  if (typeof end === "string") return ", success"
  return `, \`${end._tag}\`${"reason" in end ? ` \`${end.reason}\`` : ""}`
}

/** What differs, in words, and after them the answers where it does. */
const differences = ({ requests = {}, ends = {} }: Shows): string => {
  const kinds = new Map<string, ReadonlyArray<string>>()
  for (const { name } of outcomes) {
    const count = requests[name] ?? 1
    if (!(name in requests || name in ends)) continue
    const words = `${count === 1 ? "1 request" : `${count} requests`}${toEnd(ends[name])}`
    kinds.set(words, [...(kinds.get(words) ?? []), name])
  }
  return [...kinds].map(([words, names]) => `${words}: ${names.join("; ")}`).join(". ") || "nothing"
}

const line = (wrapper: string, { platforms, ours }: { platforms: string; ours: string }) =>
  `| ${wrapper} | ${ours} | ${platforms === ours ? "the same" : platforms} |`

/** As Markdown: those that nowhere differ share a line. */
export const table = (wrappers: ReadonlyArray<Wrapper>): string => {
  const described = wrappers.map((wrapper) => ({
    name: wrapper.name,
    ours: differences(wrapper),
    platforms: differences({ ...wrapper, ...wrapper.overPlatforms })
  }))
  const none = described.filter(({ ours, platforms }) => ours === "nothing" && platforms === "nothing")
  return [
    "| wrapper | what differs over `FetchClient`, `UndiciClient` | over platform's clients |",
    "|---|---|---|",
    line(none.map(({ name }) => name).join("; "), { ours: "nothing", platforms: "nothing" }),
    ...described.filter((each) => !none.includes(each)).map((each) => line(each.name, each))
  ]
    .map((text) => `${text}\n`)
    .join("")
}
