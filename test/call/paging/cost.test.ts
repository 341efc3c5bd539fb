/** What a stream costs while nothing is written: a request more than there are pages. */

import { assert, describe, it } from "@effect/vitest"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { casesOf, firstCase, sampled } from "../../support/sample.js"
import { asDocumented, type Setting, type Subject, subjects, worldOf } from "./subjects.js"

const lists = casesOf(40)

/** The requests beyond one for each page, in the worst of many lists. */
const requestsMore = ({ read, orders }: Subject, manner: Setting["manner"] & {}) =>
  Effect.gen(function* () {
    let worst = 0
    for (let seed = firstCase; seed < firstCase + lists; seed += 1) {
      const { world, limit, size } = worldOf(seed, { orders, calm: true, manner })
      const rows = yield* Effect.provideService(
        Stream.runCollect(read(limit)),
        HttpClient.HttpClient,
        world.client
      )
      const ids = Array.from(rows, ({ id }) => String(id))
      assert.deepStrictEqual(ids.sort(), [...world.lasting()].sort(), `seed ${seed}`)
      worst = Math.max(worst, world.requests() - Math.ceil(size / limit))
    }
    return worst
  })

describe("each row once, for a request more than there are pages", () => {
  for (const subject of subjects) {
    it.effect(subject.name, () =>
      Effect.map(requestsMore(subject, asDocumented), (more) => assert.isAtMost(more, 1))
    )
  }
})

describe("each row once, for few requests more, also", () => {
  const cases = [
    { what: "where from and to leave out their own instant", manner: { inclusive: false }, most: 2 },
    { what: "where pages tell no total", manner: { tells: false }, most: 2 },
    { what: "where rows tell no time", manner: { timeless: true }, most: 3 },
    { what: "where from and to are ignored", manner: { filters: false }, most: 4 }
  ]
  for (const { what, manner, most } of cases) {
    for (const subject of sampled(
      subjects.filter(({ repeats }) => !repeats),
      what
    )) {
      it.effect(`${what}: ${subject.name}`, () =>
        Effect.map(requestsMore(subject, { ...asDocumented, ...manner }), (more) =>
          assert.isAtMost(more, most)
        )
      )
    }
  }
})
