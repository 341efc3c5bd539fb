/** The demo says which variable is to be set, and not how Effect writes down that it is not. */
import * as Effect from "#line/test/Effect"
import { demo } from "#line/test/examples"
import { assert, describe, it } from "#line/test/vitest"
import { node, typescript } from "../support/child.js"

/** Nobody's account is called, wherever the tests run. */
const without = {
  BEPAID_SHOP_ID: undefined,
  BEPAID_SECRET_KEY: undefined,
  OMISE_SECRET_KEY: undefined,
  STANCER_SECRET_KEY: undefined
}

const live = [...typescript, demo, "--live"]

describe("npm run demo -- --live", () => {
  for (const [provider, variables] of [
    // Effect 4 names the first
    ["bepaid", "BEPAID_SHOP_ID( and BEPAID_SECRET_KEY)?"],
    ["omise", "OMISE_SECRET_KEY"],
    ["stancer", "STANCER_SECRET_KEY"]
  ] as const) {
    it.live(`${provider} names ${variables}`, () =>
      Effect.gen(function* () {
        const child = yield* node([...live, provider], without)
        assert.strictEqual(yield* child.ended, 1)
        assert.match(child.stderr(), new RegExp(`^set ${variables} in the environment: .*\n$`))
      })
    )
  }
})
