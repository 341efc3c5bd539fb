/** Faults as data: from a file or over the wire they strike as they would have here. */
import { assert, describe, it } from "@effect/vitest"
import { deepStrictEqual } from "@effect/vitest/utils"
import { Fault } from "effect-payment-customers/testing"
import * as FastCheck from "fast-check"
import * as Schema from "#line/test/Schema"

describe("Fault as a Schema", () => {
  const encode = Schema.encodeSync(Fault.Fault)
  const decode = Schema.decodeUnknownSync(Fault.Fault)
  const overTheWire = (fault: Fault.Fault) => decode(JSON.parse(JSON.stringify(encode(fault))))

  const faults: ReadonlyArray<Fault.Fault> = [
    Fault.answer(204),
    Fault.answer(502, { headers: { "content-type": "text/html" }, body: "<h1>Bad Gateway</h1>" }),
    Fault.answer(200, { body: { object: "customer" } }),
    Fault.loseAnswer,
    Fault.refuseConnection,
    Fault.neverAnswer({ carriedOut: true }),
    Fault.neverAnswer({ carriedOut: false }),
    Fault.truncate,
    Fault.delay("3 seconds"),
    Fault.delay("3 seconds", { whenAbandoned: "carryOut" }),
    Fault.delay("3 seconds", { whenAbandoned: "drop" })
  ]

  for (const fault of faults) {
    it(`${JSON.stringify(encode(fault))} goes over the wire and back`, () =>
      deepStrictEqual(overTheWire(fault), fault))
  }

  it("so does any answer", () => {
    const text = FastCheck.string({ unit: "binary" })
    // a field of this name would be the object's prototype
    const name = text.filter((name) => name !== "__proto__")
    const any = FastCheck.record({ headers: FastCheck.dictionary(name, text), body: text })
    FastCheck.assert(
      FastCheck.property(FastCheck.integer({ min: 100, max: 599 }), any, (status, options) => {
        const fault = Fault.answer(status, options)
        deepStrictEqual(overTheWire(fault), fault)
      })
    )
  })

  const unknowns = [
    { _tag: "Explode" },
    {},
    "LoseAnswer",
    { _tag: "Delay", by: "soon" },
    { _tag: "Delay", by: 1, whenAbandoned: "perhaps" },
    null
  ]
  for (const unknown of unknowns) {
    it(`${JSON.stringify(unknown)} is none`, () => assert.throws(() => decode(unknown)))
  }
})
