/** What a run is asked for. */
import { parseArgs } from "node:util"
import { type Cell, grid } from "./cells.js"
import { works } from "./peers/peer.js"

export const usage = `npm run bench -- [options]

  --only <part>     retrieve@16, or a whole work (retrieve, create, page, stream), decode, startup, bundle; repeatable
  --peer <words>    only peers with these words in their names, beside bare undici; repeatable
  --rounds <n>      default 5
  --quick           three short rounds: a first look
  --publish         writes the figures of retrieve@16, create@16 and page@16 into the README and docs/performance.md
  --json <file>     all figures of all rounds, the medians and the targets
  --help

test/bench/stream.ts holds the heap of a stream of 100,000.`

const cellOf = (part: string): ReadonlyArray<Cell> => {
  const [name, callers] = part.split("@")
  const work = works.find((work) => work === name)
  if (work === undefined) return []
  return callers === undefined
    ? grid.filter((cell) => cell.work === work)
    : [{ work, callers: Math.max(1, Number(callers) || 1) }]
}

const others = ["decode", "startup", "bundle"] as const

export const readFlags = () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true },
      peer: { type: "string", multiple: true },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
      json: { type: "string" },
      publish: { type: "boolean", default: false },
      help: { type: "boolean", default: false }
    }
  })
  const { only, peer, quick, json, publish, help } = values
  const unknown = only?.find((part) => cellOf(part).length === 0 && !others.some((other) => other === part))
  if (unknown !== undefined) throw new Error(`--only ${unknown}: no such part\n\n${usage}`)
  const rounds = Math.max(1, Number(values.rounds ?? (quick ? 3 : 5)) || 1)
  return {
    cells: only === undefined ? grid : only.flatMap(cellOf),
    runs: (part: (typeof others)[number]) => only === undefined || only.includes(part),
    wanted: (name: string) => peer === undefined || peer.some((words) => name.includes(words)),
    rounds,
    /** Rounds of processes, which differ more. */
    starts: quick ? rounds : Math.max(9, rounds),
    millis: quick ? 120 : 250,
    json,
    publish,
    help
  }
}
