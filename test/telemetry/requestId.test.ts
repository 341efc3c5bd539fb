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

  it.effect.each(["d9b1a3f0-6f2d-4c36-9c1e-0a4bb0b5d3c7", "D9B1A3F0-6F2D-4C36-9C1E-0A4BB0B5D3C7"])(
    "%s is shown",
    (header) => Effect.map(shown(header), (seen) => assert.strictEqual(seen, header))
  )

  it.effect.each([
    ["nothing", ""],
    ["a word", "Zoe"],
    ["an e-mail address", "john.doe1@example.com"],
    ["an IP address", "203.0.113.7"],
    ["an IPv6 address", "2001:db8::7"],
    ["a telephone number", "375291234567"],
    ["words", "id 4711"],
    ["a part of an address", "12-baker-street"],
    ["a key without its prefix", "5xuy4w91xqz7d1w9u0t"],
    ["a key of 32 hex digits", "b8647b68898b084b836474ed8d61ffe1"],
    ["more than a UUID", "d9b1a3f0-6f2d-4c36-9c1e-0a4bb0b5d3c7-1"],
    ["an id of another form", "req_8f1c2d77"],
    ["the id that was asked for", id],
    ["a part of it", id.slice(4)],
    ["more than it", `req-${id}`],
    ["it in other letters", id.toUpperCase()],
    ["the key's header", btoa("361:secret")]
  ] as const)("%s is not", ([, header]) => Effect.map(shown(header), (seen) => assert.isUndefined(seen)))

  it.effect("nor is a UUID that was in the body or in the query", () =>
    Effect.gen(function* () {
      const uuid = "D9B1A3F0-6f2d-4c36-9c1e-0a4bb0b5d3c7"
      const use = omise((service) => service.create({ metadata: { order: ["x", `shop ${uuid}`] } }))
      assert.isUndefined(yield* shown(uuid.toLowerCase(), use))
      const searching = omise((service) => service.search({ query: uuid }))
      assert.isUndefined(yield* shown(uuid, searching))
    })
  )
})
