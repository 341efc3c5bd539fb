/**
 * A process that calls bePaid, which answers each request as it is told, under a limit in Redis; it prints how its
 * calls ended. Arguments: the port of Redis, and the rest as JSON.
 */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import type * as RateLimit from "effect-payment-customers/RateLimit"
import * as RateLimitRedis from "effect-payment-customers/rateLimitRedis"
import * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import * as Result from "#line/test/Result"
import { BufferedResponse } from "../../src/emulator/inProcess.js"

export interface Task {
  readonly port: number
  readonly calls: number
  readonly rateLimit: RateLimit.Options
  readonly answer: { readonly status: number; readonly headers: Readonly<Record<string, string>> }
}

export interface Report {
  /** How many requests reached bePaid. */
  readonly sent: number
  /** For each call: `ok`, or the error's tag, reason and outcome. */
  readonly ends: ReadonlyArray<string>
}

const { port, calls, rateLimit, answer } = JSON.parse(process.argv[2] ?? "") as Task

let sent = 0
const provider = Layer.succeed(
  HttpClient.HttpClient,
  HttpClient.make((request) =>
    Effect.sync(() => {
      sent += 1
      return new BufferedResponse(request, { ...answer, body: "[]" })
    })
  )
)

const shop = BePaid.layer({
  shopId: "361",
  secretKey: Redacted.make("a key of both"),
  retries: 0,
  deadline: "20 seconds",
  rateLimit
})

const program = Effect.gen(function* () {
  const bepaid = yield* BePaid.BePaid
  const list = Effect.map(Effect.result(bepaid.list()), (ended) =>
    Result.match(ended, {
      onSuccess: () => "ok",
      onFailure: (error) =>
        error._tag === "Unavailable" ? `${error._tag} ${error.reason} ${error.outcome}` : error._tag
    })
  )
  const ends = yield* Effect.replicateEffect(list, calls, { concurrency: "unbounded" })
  const report: Report = { sent, ends }
  process.stdout.write(JSON.stringify(report))
})

const limits = RateLimitRedis.layer({ host: "127.0.0.1", port })
Effect.runPromise(Effect.provide(program, Layer.provide(shop, [provider, limits])))
