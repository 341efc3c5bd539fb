/** Decoding alone: a page of 100 customers, from parsed JSON to checked and renamed fields; `JSON.parse` for the scale. */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as v from "valibot"
import { type Cost, costOf } from "./cost.js"
import { omisePage, pageSize } from "./customers.js"
import { dist } from "./dist.js"
import { type Entrant, type Result, runRounds } from "./rounds.js"
import { CustomerPage } from "./schemas/struct.js"
import * as valibot from "./schemas/valibot.js"
import * as zod from "./schemas/zod.js"

const base = "JSON.parse"

/** One call is one customer of the page. */
const perCustomer = ({ calls, cpu, wall }: Cost): Cost => ({
  calls: calls * pageSize,
  cpu: cpu / pageSize,
  wall: wall / pageSize
})

/** Pages after which the compiler has seen enough. */
const enough = 300

export const runDecode = async (options: {
  readonly rounds: number
  readonly millis: number
}): Promise<ReadonlyArray<Result<Cost>>> => {
  // what the pipeline gives an answer to, of the package as it is built
  const { list } = await dist<typeof import("../../src/providers/omise/calls.js")>("omise/calls.js")
  const text = JSON.stringify(omisePage(0))
  const json: unknown = JSON.parse(text)
  const { decode } = list({})
  const decodeStruct = Schema.decodeUnknownSync(CustomerPage)

  const work: Readonly<Record<string, () => unknown>> = {
    [base]: () => JSON.parse(text),
    ours: () => Either.getOrThrow(decode({ _tag: "Answer", status: 200, headers: {}, text, json })),
    "zod 4": () => zod.customerPage.parse(json),
    valibot: () => v.parse(valibot.customerPage, json),
    "Schema.Struct": () => decodeStruct(json)
  }
  const entrants = Object.entries(work).map(([name, once]): Entrant<Cost> => {
    const repeat = (more: () => boolean) => {
      while (more()) once()
    }
    return {
      name,
      warmUp: () => costOf(repeat, { ...options, atLeast: enough }),
      measure: async () => perCustomer(await costOf(repeat, options))
    }
  })
  return runRounds(entrants, options.rounds)
}
