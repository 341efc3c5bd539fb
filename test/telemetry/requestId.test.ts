/** When the provider's id of a request is shown: where it can be nothing else. */

import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { answer } from "../support/scripted.js"
import { attributesOf, id, omise, retrieve, traced } from "./calls.js"

describe("a request's id", () => {
  const shown = (header: string, use = retrieve) =>
    Effect.map(
      traced(use, [answer(200, { id }, { "x-request-id": header })]),
      (seen) => attributesOf(seen)["payment.request_id"]
    )

  it.effect.each([
    "req_8f1c2d77",
    "4bf92f3577b34da6a3ce929d0e0e4736",
    "d9b1a3f0-6f2d-4c36-9c1e-0a4bb0b5d3c7",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV",
    "Root=1-67891233-abcdef012345678912345678"
  ])("%s is shown", (header) => Effect.map(shown(header), (seen) => assert.strictEqual(seen, header)))

  it.effect.each([
    ["nothing", ""],
    ["a word", "Zoe"],
    ["an e-mail address", "john.doe1@example.com"],
    ["an IP address", "203.0.113.7"],
    ["an IPv6 address", "2001:db8::7"],
    ["a telephone number", "375291234567"],
    ["words", "id 4711"],
    ["more than an id", `a1${"x".repeat(127)}`],
    ["the id that was asked for", id],
    ["a part of it", id.slice(4)],
    ["more than it", `req-${id}`],
    ["it in other letters", id.toUpperCase()],
    ["the key's header", btoa("361:secret")]
  ] as const)("%s is not", ([, header]) => Effect.map(shown(header), (seen) => assert.isUndefined(seen)))

  it.effect("nor is anything that was in the body or in the query", () =>
    Effect.gen(function* () {
      const use = omise((service) =>
        service.create({ description: "crm-4711-x", metadata: { "key-0815-y": ["deep-1234-z", 1234567] } })
      )
      for (const header of ["crm-4711-x", "key-0815-y", "deep-1234-z", "r-1234567"])
        assert.isUndefined(yield* shown(header, use), header)
      const searching = omise((service) => service.search({ query: "crm-4711-x" }))
      assert.isUndefined(yield* shown("crm-4711-x", searching))
      assert.strictEqual(yield* shown("req-4711-x", searching), "req-4711-x")
    })
  )
})
