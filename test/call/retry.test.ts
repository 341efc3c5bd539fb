/** The rules of retrying as tables: which attempts, after how long. Whole calls: retryCalls.test.ts. */

import * as FastCheck from "fast-check"
import * as Duration from "#line/Duration"
import * as Option from "#line/test/Option"
import { assert, describe, it } from "#line/test/vitest"
import { endpointsOf } from "../../src/call/endpoint.js"
import { isRepeatable, leavesUnknown, nextDelay, pauseAfter } from "../../src/call/retry.js"
import type { Answer, Attempt, NoAnswer } from "../../src/http/answer.js"
import { retryAfter } from "../../src/http/answer.js"
import { casesOf } from "../support/sample.js"

const { retrieve: get, create: post } = endpointsOf("example", {
  retrieve: ["GET /customers/:id", "NotFound"],
  create: ["POST /customers"]
})

const answered = (status: number, asked?: Duration.Input): Answer => ({
  _tag: "Answer",
  status,
  headers: {},
  text: "",
  json: undefined,
  ...(asked === undefined ? {} : { retryAfter: Duration.fromInputUnsafe(asked) })
})
const unanswered = (outcome: NoAnswer["outcome"], permanent = false): NoAnswer => ({
  _tag: "NoAnswer",
  reason: "Transport",
  outcome,
  permanent
})

describe("isRepeatable", () => {
  const attempts: ReadonlyArray<[name: string, attempt: Attempt, again: { GET: boolean; POST: boolean }]> = [
    ["429", answered(429), { GET: true, POST: true }],
    ["500", answered(500), { GET: true, POST: false }],
    ["503", answered(503), { GET: true, POST: false }],
    ["599", answered(599), { GET: true, POST: false }],
    ["600", answered(600), { GET: false, POST: false }],
    ["999", answered(999), { GET: false, POST: false }],
    ["200", answered(200), { GET: false, POST: false }],
    ["302", answered(302), { GET: false, POST: false }],
    ["404", answered(404), { GET: false, POST: false }],
    ["408", answered(408), { GET: false, POST: false }],
    ["422", answered(422), { GET: false, POST: false }],
    ["not sent", unanswered("NotSent"), { GET: true, POST: true }],
    ["not sent, for good", unanswered("NotSent", true), { GET: false, POST: false }],
    ["unknown", unanswered("Unknown"), { GET: true, POST: false }]
  ]
  it.each(attempts)("%s", (_, attempt, again) => {
    assert.strictEqual(isRepeatable(get, attempt), again.GET, "GET")
    assert.strictEqual(isRepeatable(post, attempt), again.POST, "POST")
  })
})

describe("leavesUnknown", () => {
  it.each<[name: string, attempt: Attempt, expected: boolean]>([
    ["no answer, unknown", unanswered("Unknown"), true],
    ["no answer, not sent", unanswered("NotSent"), false],
    ["500", answered(500), true],
    ["600", answered(600), true],
    ["429", answered(429), false],
    ["404", answered(404), false]
  ])("%s", (_, attempt, expected) => {
    assert.strictEqual(leavesUnknown(attempt), expected)
  })
})

describe("nextDelay", () => {
  const millis = (attempt: Attempt, made: number, random: number, retries = 10) =>
    Option.getOrUndefined(Option.map(nextDelay(get, attempt, made, retries, random), Duration.toMillis))

  it.each([
    { made: 1, least: 250, most: 500 },
    { made: 2, least: 500, most: 1000 },
    { made: 3, least: 1000, most: 2000 },
    { made: 6, least: 8000, most: 16_000 },
    { made: 7, least: 15_000, most: 30_000 },
    { made: 10, least: 15_000, most: 30_000 }
  ])("after attempt $made: from $least to $most ms", ({ made, least, most }) => {
    assert.strictEqual(millis(answered(503), made, 0), least)
    assert.strictEqual(millis(answered(503), made, 1), most)
  })

  it("is never sooner than was asked for, never much later, and never waits for more than 30 s", () => {
    FastCheck.assert(
      FastCheck.property(
        FastCheck.integer({ min: 1, max: 10 }),
        FastCheck.double({ min: 0, max: 1, noNaN: true }),
        FastCheck.integer({ min: 0, max: 60_000 }),
        (made, random, asked) => {
          const delay = millis(answered(429, asked), made, random)
          if (asked > 30_000) {
            assert.isUndefined(delay)
          } else {
            const longest = Math.min(500 * 2 ** (made - 1), 30_000)
            assert.isAtLeast(delay ?? Number.NaN, asked + longest / 2)
            assert.isAtMost(delay ?? Number.NaN, asked + longest)
          }
        }
      )
    )
  })

  it("is a whole number of milliseconds: TestClock knows no other", () => {
    assert.strictEqual(millis(answered(503), 1, 1 / 3), 334)
    assert.strictEqual(millis(answered(429, 0.5), 1, 0), 251)
  })

  it("30 s are waited for, a millisecond more is not", () => {
    assert.strictEqual(millis(answered(429, "30 seconds"), 1, 0), 30_250)
    assert.isUndefined(millis(answered(429, 30_001), 1, 0))
    assert.isUndefined(millis(answered(429, Duration.infinity), 1, 0))
  })

  it("as many retries as the options allow", () => {
    assert.isDefined(millis(answered(503), 2, 0, 2))
    assert.isUndefined(millis(answered(503), 3, 0, 2))
    assert.isUndefined(millis(answered(503), 1, 0, 0))
  })

  it("none where the attempt is not to be repeated", () => {
    assert.isUndefined(millis(answered(404), 1, 0))
    assert.isUndefined(Option.getOrUndefined(nextDelay(post, answered(500), 1, 2, 0)))
  })
})

describe("pauseAfter", () => {
  it.each<[name: string, attempt: Attempt, made: number, expected: Duration.Input | undefined]>([
    ["429, asked for 7 s", answered(429, "7 seconds"), 1, "7 seconds"],
    ["429, asked for more than anybody waits", answered(429, "1 day"), 1, "30 seconds"],
    ["429, asked for nothing", answered(429), 1, "500 millis"],
    ["429, asked for nothing, for the third time", answered(429), 3, "2 seconds"],
    ["503, asked for 7 s", answered(503, "7 seconds"), 1, undefined],
    ["200", answered(200), 1, undefined],
    ["no answer", unanswered("Unknown"), 1, undefined],
    ["no answer but a status of 429", { ...unanswered("Unknown"), status: 429 }, 1, undefined]
  ])("%s", (_, attempt, made, expected) => {
    assert.deepStrictEqual(
      Option.getOrUndefined(Option.map(pauseAfter(attempt, made), Duration.toMillis)),
      expected === undefined ? undefined : Duration.toMillis(expected)
    )
  })
})

describe("retryAfter", () => {
  // 1994-11-06T08:49:37Z, the instant of the examples in RFC 9110 § 5.6.7
  const now = 784_111_777_000
  it.each<[value: string | undefined, expected: Duration.Input | undefined]>([
    ["0", 0],
    ["7", "7 seconds"],
    [" 7 ", "7 seconds"],
    ["1.5", 1500],
    ["1.25", 1250],
    ["86400", "1 day"],
    ["Sun, 06 Nov 1994 08:49:47 GMT", "10 seconds"],
    ["Sunday, 06-Nov-94 08:50:37 GMT", "1 minute"],
    ["Sun Nov  6 08:50:37 1994", "1 minute"],
    ["Wed Nov 16 08:49:37 1994", "10 days"],
    ["Sat, 31 Dec 1994 23:59:60 GMT", Date.UTC(1995, 0, 1) - 1000 - now],
    ["Thu, 29 Feb 1996 00:00:00 GMT", Date.UTC(1996, 1, 29) - now],
    // the day's name is not compared with the date
    ["Mon, 06 Nov 1994 08:49:47 GMT", "10 seconds"],
    // no more than 50 years ahead: beyond what anybody is told to wait, and then long ago
    ["Sunday, 06-Nov-44 08:49:37 GMT", 3e11],
    ["Sunday, 06-Nov-44 08:49:38 GMT", 0],
    ["Sunday, 06-Nov-45 08:49:37 GMT", 0],
    ["Thursday, 01-Jan-95 00:00:00 GMT", Date.UTC(1995, 0, 1) - now],
    // sent twice: the later counts
    ["7, 120", "2 minutes"],
    ["120,7", "2 minutes"],
    ["Sun, 06 Nov 1994 08:49:47 GMT, Sun, 06 Nov 1994 08:50:37 GMT", "1 minute"],
    ["Sunday, 06-Nov-94 08:50:37 GMT, Sun Nov  6 08:49:47 1994", "1 minute"],
    ["7, Sun, 06 Nov 1994 08:50:37 GMT", "1 minute"],
    ["Sun, 06 Nov 1994 08:49:47 GMT, 60", "1 minute"],
    ["soon, 7", "7 seconds"],
    ["7,", "7 seconds"],
    ["soon, later", undefined],
    [",", undefined],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
    ["Sat, 05 Nov 1994 08:49:37 GMT", 0],
    [undefined, undefined],
    ["", undefined],
    ["soon", undefined],
    ["-5", undefined],
    ["5 seconds", undefined],
    ["0x10", undefined],
    ["1e3", undefined],
    ["Infinity", undefined],
    ["NaN", undefined],
    ["Sun, 99 Nov 1994 08:49:37 GMT", undefined],
    ["Sun, 30 Feb 1994 08:49:37 GMT", undefined],
    ["Sun, 00 Nov 1994 08:49:37 GMT", undefined],
    ["Wed, 29 Feb 1995 00:00:00 GMT", undefined],
    ["Sun, 06 Nov 1994 24:00:00 GMT", undefined],
    ["Sun, 06 Nov 1994 08:60:00 GMT", undefined],
    ["Sun, 06 Nov 1994 08:49:61 GMT", undefined],
    ["GMT", undefined],
    // what `Date.parse` takes, and RFC 9110 does not know
    ["Sun, 06 Nov 1994 08:49:47 GMT+0100", undefined],
    ["Sun, 06 Nov 1994 08:49:47 UTC", undefined],
    ["Sun, 06 Nov 1994 08:49:47", undefined],
    ["Sun, 6 Nov 1994 08:49:47 GMT", undefined],
    ["Son, 06 Nov 1994 08:49:47 GMT", undefined],
    ["sun, 06 nov 1994 08:49:47 gmt", undefined],
    ["Sunday, 06 Nov 1994 08:49:47 GMT", undefined],
    ["Sun, 06-Nov-94 08:49:47 GMT", undefined],
    ["Sun, 06 Nov 94 08:49:47 GMT", undefined],
    ["06 Nov 1994 08:49:47 GMT", undefined],
    ["Sun Nov 6 08:49:47 1994", undefined],
    ["Sun Nov 06 08:49:47 1994 GMT", undefined],
    ["1994-11-06T08:49:47Z", undefined]
  ])("%j → %s", (value, expected) => {
    const wish = retryAfter(value === undefined ? {} : { "retry-after": value }, now)
    assert.deepStrictEqual(
      wish && Duration.toMillis(wish),
      expected === undefined ? undefined : Duration.toMillis(expected)
    )
  })

  const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

  /** The instant in each form of RFC 9110. */
  const forms: ReadonlyArray<(millis: number) => string> = [
    (millis) => new Date(millis).toUTCString(),
    (millis) => {
      const [, day, month, year = "", time] = new Date(millis).toUTCString().split(" ")
      return `${days[new Date(millis).getUTCDay()]}, ${day}-${month}-${year.slice(2)} ${time} GMT`
    },
    (millis) => {
      const [name = "", , month, year, time] = new Date(millis).toUTCString().split(" ")
      const day = String(new Date(millis).getUTCDate()).padStart(2, " ")
      return `${name.slice(0, 3)} ${month} ${day} ${time} ${year}`
    }
  ]
  const form = FastCheck.constantFrom(...forms)
  /** Whole seconds from 1980 to 2060. */
  const instant = FastCheck.integer({ min: 315_532_800, max: 2_840_140_800 }).map((seconds) => seconds * 1000)
  const seconds = FastCheck.integer({ min: 0, max: 86_400 * 365 })

  it("a date counts from the answer's own, however far off our clock is", () => {
    FastCheck.assert(
      FastCheck.property(
        instant,
        FastCheck.integer({ min: -7e11, max: 7e11 }),
        seconds,
        form,
        form,
        (server, off, wish, one, other) => {
          const headers = { date: one(server), "retry-after": other(server + wish * 1000) }
          const asked = retryAfter(headers, server + off)
          assert.strictEqual(asked && Duration.toSeconds(asked), wish)
        }
      ),
      { numRuns: casesOf(1000) }
    )
  })

  it("without one that can be read, from our clock", () => {
    FastCheck.assert(
      FastCheck.property(
        instant,
        FastCheck.constantFrom(undefined, "", "yesterday", "0"),
        seconds,
        form,
        (here, date, wish, one) => {
          const asked = retryAfter({ date, "retry-after": one(here + wish * 1000) }, here)
          assert.strictEqual(asked && Duration.toSeconds(asked), wish)
        }
      )
    )
  })

  it("seconds count from no clock", () => {
    const asked = retryAfter({ date: forms[0]?.(0), "retry-after": "7" }, now)
    assert.strictEqual(asked && Duration.toSeconds(asked), 7)
  })

  it("many wishes: none is undercut", () => {
    FastCheck.assert(
      FastCheck.property(
        instant,
        FastCheck.array(FastCheck.record({ wish: seconds, as: FastCheck.option(form, { nil: undefined }) }), {
          minLength: 1
        }),
        (here, wishes) => {
          const value = wishes.map(({ wish, as }) => as?.(here + wish * 1000) ?? String(wish)).join(", ")
          const asked = retryAfter({ "retry-after": value }, here)
          assert.strictEqual(asked && Duration.toSeconds(asked), Math.max(...wishes.map(({ wish }) => wish)))
        }
      )
    )
  })
})
