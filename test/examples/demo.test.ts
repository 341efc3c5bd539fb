/** The demo says which variable is to be set, and not how Effect writes down that it is not. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { node } from "../support/child.js"

/** Nobody's account is called, wherever the tests run. */
const without = {
  BEPAID_SHOP_ID: undefined,
  BEPAID_SECRET_KEY: undefined,
  OMISE_SECRET_KEY: undefined,
  STANCER_SECRET_KEY: undefined
}

const live = ["--import", "tsx", "docs/examples/effect-3/demo.ts", "--live"]

describe("npm run demo -- --live", () => {
  for (const [provider, variables] of [
    ["bepaid", "BEPAID_SHOP_ID and BEPAID_SECRET_KEY"],
    ["omise", "OMISE_SECRET_KEY"],
    ["stancer", "STANCER_SECRET_KEY"]
  ] as const) {
    it.scopedLive(`${provider} names ${variables}`, () =>
      Effect.gen(function* () {
        const child = yield* node([...live, provider], without)
        assert.strictEqual(yield* child.ended, 1)
        assert.match(child.stderr(), new RegExp(`^set ${variables} in the environment: .*\n$`))
      })
    )
  }
})
