/** What the emulators read of a request: nothing that a client may send throws. */
import { assert, describe, it } from "@effect/vitest"
import { basicCredentials, formBody, jsonBody, segments } from "../../src/emulator/http.js"

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

describe("bodies", () => {
  const plain = (body: unknown) => JSON.parse(JSON.stringify(body ?? null))

  const forms: ReadonlyArray<readonly [form: string, body: unknown]> = [
    ["", {}],
    ["a=1&b=two+words&c=%40", { a: "1", b: "two words", c: "@" }],
    ["a=1&a=2", { a: "2" }],
    ["a[b]=1&a[c][d]=2", { a: { b: "1", c: { d: "2" } } }],
    ["metadata[tags][]=a&metadata[tags][]=b", { metadata: { tags: ["a", "b"] } }],
    ["a[]=1&a[]=2&b[]=", { a: ["1", "2"], b: [""] }],
    ["a[][x]=1&a[][y]=2&a[][x]=3", { a: [{ x: "1", y: "2" }, { x: "3" }] }],
    ["a[][x][z]=1&a[][x][y]=2&a[][x][z]=3", { a: [{ x: { z: "1", y: "2" } }, { x: { z: "3" } }] }],
    ["a[][x][]=1&a[][x][]=2", { a: [{ x: ["1", "2"] }] }],
    ["a&b=&c[d]&e[]", { a: null, b: "", c: { d: null }, e: [null] }],
    ["&&a=1&", { a: "1" }],
    ["a=b=c&d=%zz&e=%26", { a: "b=c", d: "%zz", e: "&" }],
    ["a[0][b]=1&a[1][b]=2", { a: { 0: { b: "1" }, 1: { b: "2" } } }],
    ["a[b=1", { "a[b": "1" }],
    ["[a]=1", { "[a]": "1" }],
    ["=1", { "": "1" }],
    ["__proto__[a]=1&constructor=2", JSON.parse('{"__proto__":{"a":"1"},"constructor":"2"}')]
  ]
  for (const [form, body] of forms) {
    it(`the form ${JSON.stringify(form)}`, () => assert.deepStrictEqual(plain(formBody(form)), body))
  }

  for (const form of ["a=1&a[b]=2", "a[]=1&a[b]=2", "a[b]=1&a[]=2", "a[][b]=1&a[][b][c]=2"]) {
    it(`the form ${form} is none: a name of two kinds`, () => assert.isUndefined(formBody(form)))
  }

  it("a form leaves the prototypes of others alone", () => {
    formBody("__proto__[polluted]=1&a[__proto__][polluted]=1")
    assert.notProperty({}, "polluted")
  })

  it("that are nested too deep to be written again are none", () => {
    assert.isUndefined(formBody(`a${"[b]".repeat(200)}=1`))
    assert.isUndefined(jsonBody({ body: `${"[".repeat(200_000)}${"]".repeat(200_000)}` }))
    assert.deepStrictEqual(jsonBody({ body: '{"a":[[[]]]}' }), { a: [[[]]] })
  })
})
