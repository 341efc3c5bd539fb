/** Who is there from the first request of a stream to its last is in it, whatever is written meanwhile. */

import { assert, describe, it } from "@effect/vitest"
import * as Stream from "#line/Stream"
import * as Effect from "#line/test/Effect"
import * as HttpClient from "#line/test/HttpClient"
import { casesOf, firstCase } from "../../support/sample.js"
import { subjects, worldOf } from "./subjects.js"

const lists = casesOf(1_000)

describe("nobody is missed who is there all the time", () => {
  for (const { name, orders, read, repeats = false } of subjects) {
    it.effect(
      `${name}: ${lists} lists`,
      () =>
        Effect.gen(function* () {
          for (let seed = firstCase; seed < firstCase + lists; seed += 1) {
            if (seed % 50 === 0) yield* Effect.promise(() => new Promise(setImmediate))
            const { world, limit } = worldOf(seed, { orders })
            const rows = yield* Stream.runCollect(read(limit)).pipe(
              Effect.provideService(HttpClient.HttpClient, world.client),
              Effect.mapError((error) => new Error(`seed ${seed}: ${error} ${JSON.stringify(error)}`))
            )
            const ids = Array.from(rows, ({ id }) => String(id))
            const given = new Set(ids)
            assert.deepStrictEqual(
              world.lasting().filter((id) => !given.has(id)),
              [],
              `seed ${seed}, pages of ${limit}: missed`
            )
            if (!repeats) assert.strictEqual(ids.length, given.size, `seed ${seed}, pages of ${limit}: twice`)
          }
        }),
      120_000
    )
  }
})
