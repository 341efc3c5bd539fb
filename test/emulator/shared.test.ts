/** What the emulators share beyond an operation: rate limits, external ids that are numbers on the wire. */
import { assert, describe, it } from "@effect/vitest"
import * as Emulator from "effect-payment-customers/emulator"
import { makeLimiter } from "../../src/emulator/rateLimit.js"

describe("an external id that is a number on the wire", () => {
  const seed = {
    bepaid: [{ id: "cst_1", email: "john@example.com", external_id: 42 }],
    omise: [{ id: "cust_test_1", email: "john@example.com", metadata: { external_id: 42 } }]
  }
  const { bepaid, omise } = Emulator.keys
  const handler = Emulator.makeHandler({ seed })
  const got = async (path: string, user: string): Promise<unknown> => {
    const headers = { authorization: `Basic ${btoa(user)}` }
    return (await handler(new Request(`http://localhost${path}`, { headers }))).json()
  }

  it("stays one in bePaid's answers", async () => {
    const user = `${bepaid.shopId}:${bepaid.secretKey}`
    assert.deepStrictEqual(await got("/bepaid/customers/cst_1", user), seed.bepaid[0])
    assert.deepStrictEqual(await got("/bepaid/customers", user), seed.bepaid)
  })

  it("stays one in Omise's answers, and is found", async () => {
    const user = `${omise.testKey}:`
    const expected = { metadata: { external_id: 42 } }
    assert.deepInclude(await got("/omise/customers/cust_test_1", user), expected)
    for (const path of ["/omise/customers", "/omise/search?scope=customer&query=42"]) {
      const { data } = (await got(path, user)) as { readonly data: ReadonlyArray<object> }
      assert.strictEqual(data.length, 1, path)
      assert.deepInclude(data[0], expected)
    }
  })
})

describe("a rate limit", () => {
  it("counts each account for itself, anew from the first request of each while", () => {
    const isTooMany = makeLimiter({ requests: 2, perMillis: 1000 })
    const asked = (account: string, at: ReadonlyArray<number>) =>
      at.map((millis) => isTooMany(account, millis))
    assert.deepStrictEqual(asked("a", [500, 600, 700, 1499]), [false, false, true, true])
    assert.deepStrictEqual(asked("b", [700]), [false])
    assert.deepStrictEqual(asked("a", [1500, 1501, 1502, 9000]), [false, false, true, false])
  })

  it("of none is never met", () => {
    assert.isFalse(makeLimiter(undefined)("a", 0))
  })
})
