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
  readonly with?: Readonly<Record<string, unknown>>
  readonly again: boolean
}

interface Row {
  readonly name: string
  readonly call: keyof typeof operations
  readonly options?: Partial<BePaid.Options>
  readonly steps: ReadonlyArray<Step>
  /** The moments of the requests, in milliseconds. */
  readonly sent: ReadonlyArray<number>
  readonly ends: "well" | Failure
}

const failsWith = (
  tag: CustomersError["_tag"],
  parts: Readonly<Record<string, unknown>>,
  { again }: { readonly again: boolean }
): Failure => ({ tag, with: parts, again })

const describeRows = (title: string, rows: ReadonlyArray<Row>) =>
  describe(title, () => {
    it.effect.each(rows)("$name", ({ call, options, steps, sent, ends }) =>
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
        assert.strictEqual(error._tag, ends.tag)
        assert.deepInclude(error, ends.with ?? {})
        assert.strictEqual(isRetryable(error), ends.again, "isRetryable")
      })
    )
  })

describeRows("429", [
  { name: "GET is tried again", call: "retrieve", steps: [tooMany(), good], sent: [0, 375], ends: "well" },
  {
    name: "POST too: it was turned away",
    call: "create",
    steps: [tooMany(), good],
    sent: [0, 375],
    ends: "well"
  },
  {
    name: "twice, then RateLimited",
    call: "create",
    steps: times(3, tooMany()),
    sent: [0, 375, 1125],
    ends: failsWith("RateLimited", { status: 429, provider: "bepaid", operation: "create" }, { again: true })
  },
  {
    name: "retries: 0 sends once",
    call: "create",
    options: { retries: 0 },
    steps: [tooMany("1")],
    sent: [0],
    ends: failsWith("RateLimited", { retryAfter: Duration.seconds(1) }, { again: true })
  },
  {
    name: "retries: 3 sends four times",
    call: "retrieve",
    options: { retries: 3 },
    steps: times(4, tooMany()),
    sent: [0, 375, 1125, 2625],
    ends: failsWith("RateLimited", {}, { again: true })
  }
])

describeRows("Retry-After", [
  {
    name: "seconds are waited for, on GET",
    call: "retrieve",
    steps: [tooMany("2"), good],
    sent: [0, 2375],
    ends: "well"
  },
  {
    name: "seconds are waited for, on POST",
    call: "create",
    steps: [tooMany("2"), good],
    sent: [0, 2375],
    ends: "well"
  },
  {
    name: "a date is waited for",
    call: "retrieve",
    steps: [tooMany("Thu, 01 Jan 1970 00:00:05 GMT"), good],
    sent: [0, 5375],
    ends: "well"
  },
  {
    name: "a date is reckoned from the moment of the answer",
    call: "retrieve",
    steps: [after("4 seconds", tooMany("Thu, 01 Jan 1970 00:00:05 GMT")), good],
    sent: [0, 5375],
    ends: "well"
  },
  {
    name: "a date is reckoned from the answer's own",
    call: "retrieve",
    steps: [
      answer(429, "", {
        date: "Sun, 06 Nov 1994 08:49:37 GMT",
        "retry-after": "Sun, 06 Nov 1994 08:49:42 GMT"
      }),
      good
    ],
    sent: [0, 5375],
    ends: "well"
  },
  {
    name: "sent twice: the later counts",
    call: "retrieve",
    steps: [tooMany("5, 2"), good],
    sent: [0, 5375],
    ends: "well"
  },
  {
    name: "a past date asks for nothing",
    call: "retrieve",
    steps: [tooMany("Wed, 31 Dec 1969 23:00:00 GMT"), good],
    sent: [0, 375],
    ends: "well"
  },
  {
    name: "garbage asks for nothing",
    call: "retrieve",
    steps: [tooMany("later, perhaps"), good],
    sent: [0, 375],
    ends: "well"
  },
  {
    name: "it holds for 503 as well",
    call: "retrieve",
    steps: [answer(503, "", { "retry-after": "3" }), good],
    sent: [0, 3375],
    ends: "well"
  },
  { name: "30 s", call: "create", steps: [tooMany("30"), good], sent: [0, 30_375], ends: "well" },
  {
    name: "above 30 s is not waited for and is carried",
    call: "create",
    steps: [tooMany("31")],
    sent: [0],
    ends: failsWith("RateLimited", { retryAfter: Duration.seconds(31) }, { again: true })
  },
  {
    name: "a date above 30 s is not waited for and is carried",
    call: "retrieve",
    steps: [tooMany("Thu, 01 Jan 1970 01:00:00 GMT")],
    sent: [0],
    ends: failsWith("RateLimited", { retryAfter: Duration.hours(1) }, { again: true })
  },
  {
    name: "above 30 s with 503: the failure at once",
    call: "retrieve",
    steps: [answer(503, "", { "retry-after": "31" })],
    sent: [0],
    ends: failsWith("Unavailable", { status: 503, reason: "Server", retryable: true }, { again: true })
  }
])

describeRows("5xx", [
  { name: "GET is tried again", call: "retrieve", steps: [answer(500), good], sent: [0, 375], ends: "well" },
  {
    name: "GET twice, then Unavailable",
    call: "retrieve",
    steps: [answer(500), answer(502), answer(503)],
    sent: [0, 375, 1125],
    ends: failsWith(
      "Unavailable",
      { status: 503, reason: "Server", outcome: "Unknown", retryable: true },
      { again: true }
    )
  },
  {
    name: "GET with retries: 0 is sent once",
    call: "retrieve",
    options: { retries: 0 },
    steps: [answer(500)],
    sent: [0],
    ends: failsWith("Unavailable", { reason: "Server", retryable: true }, { again: true })
  },
  {
    name: "POST is sent once: it may have been carried out",
    call: "create",
    steps: [answer(500)],
    sent: [0],
    ends: failsWith(
      "Unavailable",
      { status: 500, reason: "Server", outcome: "Unknown", retryable: false },
      { again: false }
    )
  }
])

describeRows("no answer", [
  { name: "GET is tried again", call: "retrieve", steps: [reset, good], sent: [0, 375], ends: "well" },
  {
    name: "GET twice, then Unavailable",
    call: "retrieve",
    steps: times(3, reset),
    sent: [0, 375, 1125],
    ends: failsWith(
      "Unavailable",
      { reason: "Transport", outcome: "Unknown", retryable: true, code: "ECONNRESET" },
      { again: true }
    )
  },
  {
    name: "POST whose answer is lost is sent once",
    call: "create",
    steps: [reset],
    sent: [0],
    ends: failsWith(
      "Unavailable",
      { reason: "Transport", outcome: "Unknown", retryable: false, code: "ECONNRESET" },
      { again: false }
    )
  },
  {
    name: "POST whose answer breaks off is sent once",
    call: "create",
    steps: [breakOff(201, cut)],
    sent: [0],
    ends: failsWith(
      "Unavailable",
      { reason: "Transport", outcome: "Unknown", retryable: false, status: 201, code: "UND_ERR_SOCKET" },
      { again: false }
    )
  },
  {
    name: "GET whose answer breaks off is tried again",
    call: "retrieve",
    steps: [breakOff(200, cut), good],
    sent: [0, 375],
    ends: "well"
  },
  {
    name: "a refusal that breaks off is the refusal",
    call: "retrieve",
    steps: [breakOff(404, cut)],
    sent: [0],
    ends: failsWith("NotFound", { status: 404, customerId: created.id }, { again: false })
  },
  {
    name: "POST that was certainly not sent is tried again",
    call: "create",
    steps: [refused, refused, good],
    sent: [0, 375, 1125],
    ends: "well"
  },
  {
    name: "POST that was never sent: NotSent",
    call: "create",
    steps: times(3, refused),
    sent: [0, 375, 1125],
    ends: failsWith(
      "Unavailable",
      { reason: "Transport", outcome: "NotSent", retryable: true, code: "ECONNREFUSED" },
      { again: true }
    )
  },
  {
    name: "a certificate is tried once, on GET too",
    call: "retrieve",
    steps: [untrusted],
    sent: [0],
    ends: failsWith(
      "Unavailable",
      {
        reason: "Transport",
        outcome: "NotSent",
        retryable: false,
        code: "DEPTH_ZERO_SELF_SIGNED_CERT"
      },
      { again: true }
    )
  },
  {
    name: "retries: 0 sends once what was certainly not sent",
    call: "create",
    options: { retries: 0 },
    steps: [refused],
    sent: [0],
    ends: failsWith("Unavailable", { outcome: "NotSent", retryable: true }, { again: true })
  }
])

describeRows("an earlier attempt that may have been carried out", [
  {
    name: "a lost answer, then not sent: Unknown",
    call: "retrieve",
    steps: [reset, refused, refused],
    sent: [0, 375, 1125],
    ends: failsWith("Unavailable", { outcome: "Unknown", code: "ECONNREFUSED" }, { again: true })
  },
  {
    name: "503, then not sent: Unknown",
    call: "retrieve",
    steps: [answer(503), refused, refused],
    sent: [0, 375, 1125],
    ends: failsWith("Unavailable", { outcome: "Unknown", code: "ECONNREFUSED" }, { again: true })
  },
  {
    name: "timeout, then not sent: Unknown",
    call: "retrieve",
    steps: [never, refused, refused],
    sent: [0, 30_375, 31_125],
    ends: failsWith("Unavailable", { outcome: "Unknown", reason: "Transport" }, { again: true })
  },
  {
    name: "429, then not sent: NotSent",
    call: "create",
    steps: [tooMany(), refused, refused],
    sent: [0, 375, 1125],
    ends: failsWith("Unavailable", { outcome: "NotSent", code: "ECONNREFUSED" }, { again: true })
  }
])

describeRows("timeout", [
  {
    name: "30 s an attempt by default; GET is tried again after it",
    call: "retrieve",
    steps: times(3, never),
    sent: [0, 30_375, 61_125],
    ends: failsWith(
      "Unavailable",
      { reason: "Timeout", outcome: "Unknown", retryable: true },
      { again: true }
    )
  },
  {
    name: "an answer just before it is an answer",
    call: "create",
    steps: [after(29_999, good)],
    sent: [0],
    ends: "well"
  },
  {
    name: "each attempt has its own",
    call: "retrieve",
    steps: [after("29 seconds", answer(500)), after("29 seconds", good)],
    sent: [0, 29_375],
    ends: "well"
  },
  {
    name: "set: 2 s",
    call: "retrieve",
    options: { timeout: "2 seconds" },
    steps: [never, good],
    sent: [0, 2375],
    ends: "well"
  },
  {
    name: "POST is sent once: it may have been carried out",
    call: "create",
    options: { timeout: "2 seconds" },
    steps: [never],
    sent: [0],
    ends: failsWith(
      "Unavailable",
      { reason: "Timeout", outcome: "Unknown", retryable: false },
      { again: false }
    )
  },
  {
    name: "the body's last byte counts, not the status",
    call: "create",
    steps: [stall(201)],
    sent: [0],
    ends: failsWith("Unavailable", { reason: "Timeout", outcome: "Unknown" }, { again: false })
  },
  {
    name: "but a refusal is one without its body, too",
    call: "create",
    steps: [stall(422)],
    sent: [0],
    ends: failsWith("ValidationFailed", { status: 422, errors: {} }, { again: false })
  },
  {
    name: "and one that may be repeated is",
    call: "retrieve",
    options: { timeout: "2 seconds" },
    steps: [stall(503), good],
    sent: [0, 2375],
    ends: "well"
  }
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
