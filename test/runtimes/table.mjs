/** The table of docs/runtimes.md: how many checks passed. */
import { readFile, writeFile } from "node:fs/promises"

const guide = new URL("../../docs/runtimes.md", import.meta.url)
const begin = "<!-- runtimes: written by UPDATE_DOCS=1 npm run test:runtimes -->\n"
const end = "<!-- /runtimes -->"

const columns = [3, 4].flatMap((line) =>
  ["FetchClient", "UndiciClient", "FetchHttpClient"].map((client) => ({ line, client }))
)

const cell = (result) => {
  if (result === undefined) return "–"
  if (result.refused !== undefined) {
    return result.refused.includes("FetchClient") ? "refuses to be built, names `FetchClient`" : "fails to be built"
  }
  const { checks = [] } = result
  return `${checks.filter(({ ok }) => ok).length} of ${checks.length}`
}

const row = (cells) => `| ${cells.join(" | ")} |`

export const markdown = (runtimes, results) =>
  [
    row(["", ...columns.map(({ line, client }) => `Effect ${line}, \`${client}\``)]),
    row(["---", ...columns.map(() => "---")]),
    ...runtimes.map(({ name }) =>
      row([
        name,
        ...columns.map(({ line, client }) =>
          cell(
            results.find((result) => result.name === name && result.line === line && result.client === client)
          )
        )
      ])
    )
  ].join("\n")

/** Is this what the guide says? With UPDATE_DOCS it is made to. */
export const compare = async (table) => {
  const text = await readFile(guide, "utf8")
  const [before, rest = ""] = text.split(begin)
  const [, after] = rest.split(end)
  const wanted = `${before}${begin}${table}\n${end}${after}`
  if (text === wanted) return true
  if (process.env.UPDATE_DOCS !== undefined) {
    await writeFile(guide, wanted)
    return true
  }
  console.error("docs/runtimes.md says otherwise: UPDATE_DOCS=1 npm run test:runtimes writes it")
  return false
}
