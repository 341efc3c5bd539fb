/** Retry and timeout as whole calls under TestClock: the steps that the server takes, the moments of the requests, the end. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import { type CustomersError, isRetryable } from "effect-payment-customers/CustomersError"
import * as Duration from "#line/Duration"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import { assert, describe, it } from "#line/test/vitest"
import {
  after,
  answer,
  breakOff,
  cut,
  inTheEnd,
  never,
  refused,
  reset,
  type Step,
  scripted,
  stall,
  tooMany,
  untrusted
} from "../support/scripted.js"

const created = { id: "cst_1d2b48a3dbf8ab0a", email: "customer@example.com", ip: "127.0.0.1" }
const good = answer(200, created)
const credentials = { shopId: "361", secretKey: Redacted.make("secret") }

const times = (count: number, step: Step): ReadonlyArray<Step> => Array.from({ length: count }, () => step)

const operations: Readonly<
  Record<"retrieve" | "create", Effect.Effect<BePaid.Customer, CustomersError, BePaid.BePaid>>
> = {
  retrieve: Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.retrieve(created.id)),
  create: Effect.flatMap(BePaid.BePaid, (bepaid) => bepaid.create({ email: created.email, ip: created.ip }))
}

/** A failure as a row of the tables says it: its tag, what it carries, and whether a caller may try again. */
interface Failure {
  readonly tag: CustomersError["_tag"]
  readonly parts: Readonly<Record<string, unknown>>
  readonly again: boolean
}

const fails = (tag: Failure["tag"], parts: Failure["parts"]): Failure => ({ tag, parts, again: false })

/** The caller may try again. */
const failsForNow = (tag: Failure["tag"], parts: Failure["parts"]): Failure => ({ tag, parts, again: true })

/** What the server does with each request, the moments of the requests in milliseconds, and the call's end. */
type Row = readonly [
  name: string,
  call: keyof typeof operations,
  steps: ReadonlyArray<Step>,
  sent: ReadonlyArray<number>,
  ends: "well" | Failure,
  options?: Partial<BePaid.Options>
]

const describeRows = (title: string, rows: ReadonlyArray<Row>) =>
  describe(title, () => {
    it.effect.each(rows)("%s", ([, call, steps, sent, ends, options]) =>
      Effect.gen(function* () {
        const script = scripted(steps)
        const layer = BePaid.layer({ ...credentials, ...options })
        const end = yield* inTheEnd(
          operations[call].pipe(Effect.provide(layer), Effect.provide(script.layer))
        )
        assert.deepStrictEqual(
          script.sent.map(({ at }) => at),
          sent
        )
        if (ends === "well") {
          assert.isTrue(Result.isSuccess(end), String(end))
          return
        }
        const error = yield* Effect.flip(Effect.fromResult(end))
        assert.deepInclude(error, { _tag: ends.tag, ...ends.parts })
        assert.strictEqual(isRetryable(error), ends.again, "isRetryable")
      })
    )
  })

describeRows("429", [
  ["GET is tried again", "retrieve", [tooMany(), good], [0, 375], "well"],
  ["POST too: it was turned away", "create", [tooMany(), good], [0, 375], "well"],
  [
    "twice, then RateLimited",
    "create",
    times(3, tooMany()),
    [0, 375, 1125],
    failsForNow("RateLimited", { status: 429, provider: "bepaid", operation: "create" })
  ],
  [
    "retries: 0 sends once",
    "create",
    [tooMany("1")],
    [0],
    failsForNow("RateLimited", { retryAfter: Duration.seconds(1) }),
    { retries: 0 }
  ],
  [
    "retries: 3 sends four times",
    "retrieve",
    times(4, tooMany()),
    [0, 375, 1125, 2625],
    failsForNow("RateLimited", {}),
    { retries: 3 }
  ]
])

describeRows("Retry-After", [
  ["seconds are waited for, on GET", "retrieve", [tooMany("2"), good], [0, 2375], "well"],
  ["seconds are waited for, on POST", "create", [tooMany("2"), good], [0, 2375], "well"],
  ["a date is waited for", "retrieve", [tooMany("Thu, 01 Jan 1970 00:00:05 GMT"), good], [0, 5375], "well"],
  [
    "a date is reckoned from the moment of the answer",
    "retrieve",
    [after("4 seconds", tooMany("Thu, 01 Jan 1970 00:00:05 GMT")), good],
    [0, 5375],
    "well"
  ],
  [
    "a date is reckoned from the answer's own",
    "retrieve",
    [
      answer(429, "", {
        date: "Sun, 06 Nov 1994 08:49:37 GMT",
        "retry-after": "Sun, 06 Nov 1994 08:49:42 GMT"
      }),
      good
    ],
    [0, 5375],
    "well"
  ],
  ["sent twice: the later counts", "retrieve", [tooMany("5, 2"), good], [0, 5375], "well"],
  [
    "a past date asks for nothing",
    "retrieve",
    [tooMany("Wed, 31 Dec 1969 23:00:00 GMT"), good],
    [0, 375],
    "well"
  ],
  ["garbage asks for nothing", "retrieve", [tooMany("later, perhaps"), good], [0, 375], "well"],
  [
    "it holds for 503 as well",
    "retrieve",
    [answer(503, "", { "retry-after": "3" }), good],
    [0, 3375],
    "well"
  ],
  ["30 s", "create", [tooMany("30"), good], [0, 30_375], "well"],
  [
    "above 30 s is not waited for and is carried",
    "create",
    [tooMany("31")],
    [0],
    failsForNow("RateLimited", { retryAfter: Duration.seconds(31) })
  ],
  [
    "a date above 30 s is not waited for and is carried",
    "retrieve",
    [tooMany("Thu, 01 Jan 1970 01:00:00 GMT")],
    [0],
    failsForNow("RateLimited", { retryAfter: Duration.hours(1) })
  ],
  [
    "above 30 s with 503: the failure at once",
    "retrieve",
    [answer(503, "", { "retry-after": "31" })],
    [0],
    failsForNow("Unavailable", { status: 503, reason: "Server", retryable: true })
  ]
])

describeRows("5xx", [
  ["GET is tried again", "retrieve", [answer(500), good], [0, 375], "well"],
  [
    "GET twice, then Unavailable",
    "retrieve",
    [answer(500), answer(502), answer(503)],
    [0, 375, 1125],
    failsForNow("Unavailable", { status: 503, reason: "Server", outcome: "Unknown", retryable: true })
  ],
  [
    "GET with retries: 0 is sent once",
    "retrieve",
    [answer(500)],
    [0],
    failsForNow("Unavailable", { reason: "Server", retryable: true }),
    { retries: 0 }
  ],
  [
    "POST is sent once: it may have been carried out",
    "create",
    [answer(500)],
    [0],
    fails("Unavailable", { status: 500, reason: "Server", outcome: "Unknown", retryable: false })
  ]
])

describeRows("no answer", [
  ["GET is tried again", "retrieve", [reset, good], [0, 375], "well"],
  [
    "GET twice, then Unavailable",
    "retrieve",
    times(3, reset),
    [0, 375, 1125],
    failsForNow("Unavailable", {
      reason: "Transport",
      outcome: "Unknown",
      retryable: true,
      code: "ECONNRESET"
    })
  ],
  [
    "POST whose answer is lost is sent once",
    "create",
    [reset],
    [0],
    fails("Unavailable", { reason: "Transport", outcome: "Unknown", retryable: false, code: "ECONNRESET" })
  ],
  [
    "POST whose answer breaks off is sent once",
    "create",
    [breakOff(201, cut)],
    [0],
    fails("Unavailable", {
      reason: "Transport",
      outcome: "Unknown",
      retryable: false,
      status: 201,
      code: "UND_ERR_SOCKET"
    })
  ],
  ["GET whose answer breaks off is tried again", "retrieve", [breakOff(200, cut), good], [0, 375], "well"],
  [
    "a refusal that breaks off is the refusal",
    "retrieve",
    [breakOff(404, cut)],
    [0],
    fails("NotFound", { status: 404, customerId: created.id })
  ],
  [
    "POST that was certainly not sent is tried again",
    "create",
    [refused, refused, good],
    [0, 375, 1125],
    "well"
  ],
  [
    "POST that was never sent: NotSent",
    "create",
    times(3, refused),
    [0, 375, 1125],
    failsForNow("Unavailable", {
      reason: "Transport",
      outcome: "NotSent",
      retryable: true,
      code: "ECONNREFUSED"
    })
  ],
  [
    "a certificate is tried once, on GET too",
    "retrieve",
    [untrusted],
    [0],
    failsForNow("Unavailable", {
      reason: "Transport",
      outcome: "NotSent",
      retryable: false,
      code: "DEPTH_ZERO_SELF_SIGNED_CERT"
    })
  ],
  [
    "retries: 0 sends once what was certainly not sent",
    "create",
    [refused],
    [0],
    failsForNow("Unavailable", { outcome: "NotSent", retryable: true }),
    { retries: 0 }
  ]
])

describeRows("an earlier attempt that may have been carried out", [
  [
    "a lost answer, then not sent: Unknown",
    "retrieve",
    [reset, refused, refused],
    [0, 375, 1125],
    failsForNow("Unavailable", { outcome: "Unknown", code: "ECONNREFUSED" })
  ],
  [
    "503, then not sent: Unknown",
    "retrieve",
    [answer(503), refused, refused],
    [0, 375, 1125],
    failsForNow("Unavailable", { outcome: "Unknown", code: "ECONNREFUSED" })
  ],
  [
    "timeout, then not sent: Unknown",
    "retrieve",
    [never, refused, refused],
    [0, 30_375, 31_125],
    failsForNow("Unavailable", { outcome: "Unknown", reason: "Transport" })
  ],
  [
    "429, then not sent: NotSent",
    "create",
    [tooMany(), refused, refused],
    [0, 375, 1125],
    failsForNow("Unavailable", { outcome: "NotSent", code: "ECONNREFUSED" })
  ]
])

describeRows("timeout", [
  [
    "30 s an attempt by default; GET is tried again after it",
    "retrieve",
    times(3, never),
    [0, 30_375, 61_125],
    failsForNow("Unavailable", { reason: "Timeout", outcome: "Unknown", retryable: true })
  ],
  ["an answer just before it is an answer", "create", [after(29_999, good)], [0], "well"],
  [
    "each attempt has its own",
    "retrieve",
    [after("29 seconds", answer(500)), after("29 seconds", good)],
    [0, 29_375],
    "well"
  ],
  ["set: 2 s", "retrieve", [never, good], [0, 2375], "well", { timeout: "2 seconds" }],
  [
    "POST is sent once: it may have been carried out",
    "create",
    [never],
    [0],
    fails("Unavailable", { reason: "Timeout", outcome: "Unknown", retryable: false }),
    { timeout: "2 seconds" }
  ],
  [
    "the body's last byte counts, not the status",
    "create",
    [stall(201)],
    [0],
    fails("Unavailable", { reason: "Timeout", outcome: "Unknown" })
  ],
  [
    "but a refusal is one without its body, too",
    "create",
    [stall(422)],
    [0],
    fails("ValidationFailed", { status: 422, errors: {} })
  ],
  [
    "and one that may be repeated is",
    "retrieve",
    [stall(503), good],
    [0, 2375],
    "well",
    { timeout: "2 seconds" }
  ]
])

describe("never repeated", () => {
  it.effect.each([200, 204, 302, 400, 401, 403, 404, 408, 409, 422, 600, 799, 999])(
    "GET and POST: %d",
    (status) =>
      Effect.gen(function* () {
        for (const call of ["retrieve", "create"] as const) {
          const script = scripted([answer(status, {})])
          yield* inTheEnd(
            operations[call].pipe(Effect.provide(BePaid.layer(credentials)), Effect.provide(script.layer))
          )
          assert.strictEqual(script.sent.length, 1, call)
        }
      })
  )
})
