/** What the emulators read of a request: nothing that a client may send throws. */
import { assert, describe, it } from "@effect/vitest"
import { basicCredentials, segments } from "../../src/emulator/http.js"

describe("basicCredentials", () => {
  const of = (authorization: string | undefined) =>
    basicCredentials({
      method: "GET",
      path: "/",
      query: new URLSearchParams(),
      headers: { authorization },
      body: ""
    })

  it.each<[authorization: string | undefined, expected: ReturnType<typeof of>]>([
    [`Basic ${btoa("361:secret")}`, { user: "361", password: "secret" }],
    [`basic  ${btoa("361:se:cret")}`, { user: "361", password: "se:cret" }],
    [`Basic ${btoa("skey_test_1:")}`, { user: "skey_test_1", password: "" }],
    [`Basic ${btoa("skey_test_1")}`, { user: "skey_test_1", password: "" }],
    [`Basic ${Buffer.from("361:clé").toString("base64")}`, { user: "361", password: "clé" }],
    ["Basic %%%", { user: "", password: "" }],
    ["Bearer abc", undefined],
    ["Basic", undefined],
    ["", undefined],
    [undefined, undefined]
  ])("%j", (authorization, expected) => {
    assert.deepStrictEqual(of(authorization), expected)
  })
})

describe("segments", () => {
  it.each<[path: string, expected: ReadonlyArray<string>]>([
    ["/", []],
    ["/customers", ["customers"]],
    ["/customers/", ["customers"]],
    ["//v1//customers", ["v1", "customers"]],
    ["/customers/caf%C3%A9%2F1", ["customers", "café/1"]],
    ["/customers/%zz", ["customers", "%zz"]]
  ])("%s", (path, expected) => {
    assert.deepStrictEqual(segments(path), expected)
  })
})
