/** Which failures say "certainly not sent": from causes as data, then from real sockets over fetch and undici. */
import { readFileSync } from "node:fs"
import * as http from "node:http"
import * as https from "node:https"
import * as net from "node:net"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as HttpClientRequest from "#line/HttpClientRequest"
import * as Effect from "#line/test/Effect"
import { requestError, responseError } from "#line/test/HttpClientError"
import { assert, describe, it } from "#line/test/vitest"
import { BufferedResponse } from "../../src/emulator/inProcess.js"
import type { Head } from "../../src/http/exchange.js"
import { broken, failed, timedOut, verdict } from "../../src/http/failure.js"
import { clients, closedPort, listen } from "../support/loopback.js"
import { fetchFailed, nodeError } from "../support/scripted.js"

const certificateCodes = [
  "CERT_CHAIN_TOO_LONG",
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "CERT_REJECTED",
  "CERT_REVOKED",
  "CERT_SIGNATURE_FAILURE",
  "CERT_UNTRUSTED",
  "CRL_HAS_EXPIRED",
  "CRL_NOT_YET_VALID",
  "CRL_SIGNATURE_FAILURE",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERROR_IN_CERT_NOT_AFTER_FIELD",
  "ERROR_IN_CERT_NOT_BEFORE_FIELD",
  "ERROR_IN_CRL_LAST_UPDATE_FIELD",
  "ERROR_IN_CRL_NEXT_UPDATE_FIELD",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "INVALID_PURPOSE",
  "PATH_LENGTH_EXCEEDED",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY",
  "UNABLE_TO_DECRYPT_CERT_SIGNATURE",
  "UNABLE_TO_DECRYPT_CRL_SIGNATURE",
  "UNABLE_TO_GET_CRL",
  "UNABLE_TO_GET_ISSUER_CERT",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
]

const notSent = (code?: string) => ({
  outcome: "NotSent",
  permanent: false,
  ...(code === undefined ? {} : { code })
})
const forGood = (code: string) => ({ outcome: "NotSent", permanent: true, code })
const unknown = (code?: string) => ({
  outcome: "Unknown",
  permanent: false,
  ...(code === undefined ? {} : { code })
})

const wrapped = (cause: unknown, layers: number): unknown =>
  layers === 0 ? cause : new Error("wrapper", { cause: wrapped(cause, layers - 1) })

const refused = nodeError("ECONNREFUSED", { syscall: "connect" })
const noRoute = nodeError("ENETUNREACH", { syscall: "connect" })
const reset = nodeError("ECONNRESET", { syscall: "read" })
const expired = nodeError("CERT_HAS_EXPIRED")

const causes: ReadonlyArray<[name: string, cause: unknown, expected: object]> = [
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"].map(
    (code): [string, unknown, object] => [`${code}: never connected`, nodeError(code), notSent(code)]
  ),
  ...certificateCodes.map((code): [string, unknown, object] => [
    `${code}: not sent, for good`,
    nodeError(code),
    forGood(code)
  ]),
  ["ETIMEDOUT of connect", nodeError("ETIMEDOUT", { syscall: "connect" }), notSent("ETIMEDOUT")],
  ["ECONNRESET of connect", nodeError("ECONNRESET", { syscall: "connect" }), notSent("ECONNRESET")],
  ["EHOSTUNREACH of connect", nodeError("EHOSTUNREACH", { syscall: "connect" }), notSent("EHOSTUNREACH")],
  ["ESERVFAIL of getaddrinfo", nodeError("ESERVFAIL", { syscall: "getaddrinfo" }), notSent("ESERVFAIL")],
  ["connect without a code", { syscall: "connect" }, notSent()],
  ["ETIMEDOUT of read", nodeError("ETIMEDOUT", { syscall: "read" }), unknown("ETIMEDOUT")],
  ["ECONNRESET of read", reset, unknown("ECONNRESET")],
  ["EPIPE of write", nodeError("EPIPE", { syscall: "write" }), unknown("EPIPE")],
  ["UND_ERR_SOCKET", nodeError("UND_ERR_SOCKET"), unknown("UND_ERR_SOCKET")],
  ["UND_ERR_HEADERS_TIMEOUT", nodeError("UND_ERR_HEADERS_TIMEOUT"), unknown("UND_ERR_HEADERS_TIMEOUT")],
  ["no code", new Error("socket hang up"), unknown()],
  ["a code that is a number (DOMException)", new DOMException("aborted", "AbortError"), unknown()],
  ["a code that is no code", nodeError("customer@example.com"), unknown()],
  ["a string", "ECONNREFUSED", unknown()],
  ["null", null, unknown()],
  ["undefined", undefined, unknown()],
  ["inside fetch's TypeError", fetchFailed(refused), notSent("ECONNREFUSED")],
  ["a certificate inside fetch's TypeError", fetchFailed(expired), forGood("CERT_HAS_EXPIRED")],
  ["a reset inside fetch's TypeError", fetchFailed(reset), unknown("ECONNRESET")],
  [
    "the inner code, where both have one",
    Object.assign(nodeError("UND_ERR_SOCKET"), { cause: reset }),
    unknown("ECONNRESET")
  ],
  [
    "the outer code, where the inner has none",
    Object.assign(nodeError("UND_ERR_SOCKET"), { cause: new Error("other side closed") }),
    unknown("UND_ERR_SOCKET")
  ],
  ["eight wrappers deep", wrapped(refused, 8), notSent("ECONNREFUSED")],
  ["deeper than any real chain", wrapped(refused, 9), unknown()],
  ["all addresses refused", new AggregateError([refused, noRoute]), notSent()],
  [
    "all addresses refused, with a code, inside fetch's TypeError",
    fetchFailed(Object.assign(new AggregateError([refused, refused]), { code: "ECONNREFUSED" })),
    notSent("ECONNREFUSED")
  ],
  ["one address refused, one reset", new AggregateError([refused, reset]), unknown()],
  [
    "one address refused, one reset, though the whole is named ECONNREFUSED",
    Object.assign(new AggregateError([refused, reset]), { code: "ECONNREFUSED" }),
    unknown("ECONNREFUSED")
  ],
  ["one certificate bad, one address refused", new AggregateError([expired, refused]), notSent()],
  ["all certificates bad", new AggregateError([expired, expired]), { outcome: "NotSent", permanent: true }],
  ["an aggregate of nothing", new AggregateError([]), unknown()]
]

describe("verdict", () => {
  it.each(causes)("%s", (_, cause, expected) => {
    assert.deepStrictEqual(verdict(cause), expected)
  })

  it("comes to an end on a chain that is a loop", () => {
    const first = new Error("first")
    const second = new Error("second", { cause: first })
    first.cause = second
    const aggregate = new AggregateError([first])
    aggregate.errors.push(aggregate)
    assert.deepStrictEqual(verdict(first), unknown())
    assert.deepStrictEqual(verdict(aggregate), unknown())
  })
})

describe("failed", () => {
  const request = HttpClientRequest.get("https://api.bepaid.by/customers")
  const noAnswer = (parts: object) => ({ _tag: "NoAnswer", reason: "Transport", ...parts })

  it("reads a transport error by its cause", () => {
    const error = (cause: unknown) => requestError("Transport", request, cause)
    assert.deepStrictEqual(failed(error(refused)), noAnswer(notSent("ECONNREFUSED")))
    assert.deepStrictEqual(failed(error(reset)), noAnswer(unknown("ECONNRESET")))
    assert.deepStrictEqual(failed(error(undefined)), noAnswer(unknown()))
  })

  it.each(["InvalidUrl", "Encode"] as const)("%s: not sent, whatever the cause, for good", (reason) => {
    const error = requestError(reason, request, reset)
    assert.deepStrictEqual(failed(error), noAnswer({ outcome: "NotSent", permanent: true }))
  })

  it.each(["Decode", "EmptyBody", "StatusCode"] as const)(
    "%s: something has answered, so nothing about its cause can mean: not sent",
    (reason) => {
      const response = new BufferedResponse(request, { status: 201, headers: {}, body: "" })
      const error = responseError(reason, request, response, refused)
      assert.deepStrictEqual(failed(error), noAnswer(unknown("ECONNREFUSED")))
    }
  )

  it("an error of no known kind is read by itself", () => {
    assert.deepStrictEqual(failed(refused), noAnswer(notSent("ECONNREFUSED")))
    assert.deepStrictEqual(failed({ reason: "Encode" }), noAnswer(unknown()))
    assert.deepStrictEqual(failed(undefined), noAnswer(unknown()))
  })
})

describe("timedOut", () => {
  const head: Head = { status: 201, header: () => undefined, headers: () => [] }

  it.each<[sent: boolean | undefined, head: Head | undefined, rest: object]>([
    [undefined, undefined, { outcome: "Unknown" }],
    [true, undefined, { outcome: "Unknown" }],
    [false, undefined, { outcome: "NotSent" }],
    [true, head, { outcome: "Unknown", status: 201 }]
  ])("sent: %s, head: %o", (sent, head, rest) => {
    assert.deepEqual<unknown>(timedOut({ sent, head }), {
      _tag: "NoAnswer",
      reason: "Timeout",
      permanent: false,
      ...rest
    })
  })
})

const fixture = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}`, import.meta.url))

/** Reads the request's head and body, then acts on the socket: one write is one request here. */
const afterRequest = (act: (socket: net.Socket) => void): net.Server =>
  net.createServer((socket) => {
    socket.on("error", () => socket.destroy())
    let seen = ""
    socket.on("data", (chunk) => {
      seen += chunk.toString("latin1")
      const [head, body] = seen.split("\r\n\r\n")
      const length = Number(/content-length: (\d+)/i.exec(head ?? "")?.[1] ?? 0)
      if (body !== undefined && body.length >= length) act(socket)
    })
  })

const half = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{"

describe("broken", () => {
  const refused = { code: "ECONNREFUSED" }
  const reset = { code: "ECONNRESET" }
  const head: Head = { status: 502, header: () => undefined, headers: () => [] }

  it.each<[sent: boolean | undefined, cause: object, head: Head | undefined, outcome: "NotSent" | "Unknown"]>(
    [
      [false, refused, undefined, "NotSent"],
      [false, reset, undefined, "NotSent"],
      // by a dispatcher that sent it, lost the answer and tried again
      [true, refused, undefined, "Unknown"],
      [true, reset, undefined, "Unknown"],
      [undefined, refused, undefined, "NotSent"],
      [undefined, reset, undefined, "Unknown"],
      [undefined, refused, head, "Unknown"],
      [true, reset, head, "Unknown"]
    ]
  )("sent: %s, %o", (sent, cause, head, outcome) => {
    const end = broken({ cause, sent, head })
    assert.deepInclude(end, { _tag: "NoAnswer", reason: "Transport", outcome, ...cause })
    assert.strictEqual(end.status, head?.status)
  })
})

describe.each(clients)("over $name", ({ layer }) => {
  /** What `create`, with the default retries unless said otherwise, fails with. */
  const create = (baseUrl: string, options: Partial<BePaid.Options> = {}) =>
    Effect.flatMap(BePaid.BePaid, (bepaid) =>
      Effect.flip(bepaid.create({ email: "customer@example.com", ip: "127.0.0.1" }))
    ).pipe(
      Effect.provide(
        BePaid.layer({ shopId: "361", secretKey: Redacted.make("secret"), baseUrl, ...options })
      ),
      Effect.provide(layer)
    )

  it.live("nobody listens: not sent", () =>
    Effect.gen(function* () {
      const port = yield* closedPort(net.createServer())
      for (const host of ["127.0.0.1", "localhost"]) {
        const error = yield* create(`http://${host}:${port}`, { retries: 0 })
        assert.propertyVal(error, "reason", "Transport")
        assert.propertyVal(error, "outcome", "NotSent")
        assert.propertyVal(error, "retryable", true)
        assert.propertyVal(error, "code", "ECONNREFUSED")
        assert.isUndefined(error.status)
      }
    })
  )

  it.live("the host has no address: not sent", () =>
    Effect.gen(function* () {
      // RFC 6761: no resolver may find a name under .invalid
      const error = yield* create("https://nowhere.invalid", { retries: 0 })
      assert.propertyVal(error, "reason", "Transport")
      assert.propertyVal(error, "outcome", "NotSent")
      assert.include(["ENOTFOUND", "EAI_AGAIN"], error.code)
    })
  )

  it.live("reset after the request was read: unknown, and sent once", () =>
    Effect.gen(function* () {
      const server = yield* listen(afterRequest((socket) => socket.resetAndDestroy()))
      const error = yield* create(`http://127.0.0.1:${server.port}`)
      assert.propertyVal(error, "reason", "Transport")
      assert.propertyVal(error, "outcome", "Unknown")
      assert.propertyVal(error, "retryable", false)
      assert.include(["ECONNRESET", "UND_ERR_SOCKET"], error.code)
      assert.strictEqual(server.opened(), 1)
    })
  )

  it.live("closed without an answer: unknown, and sent once", () =>
    Effect.gen(function* () {
      const server = yield* listen(afterRequest((socket) => socket.end()))
      const error = yield* create(`http://127.0.0.1:${server.port}`)
      assert.propertyVal(error, "reason", "Transport")
      assert.propertyVal(error, "outcome", "Unknown")
      assert.strictEqual(server.opened(), 1)
    })
  )

  it.live("broken off within the answer: unknown, and sent once", () =>
    Effect.gen(function* () {
      const server = yield* listen(afterRequest((socket) => socket.write(half, () => socket.destroy())))
      const error = yield* create(`http://127.0.0.1:${server.port}`)
      assert.propertyVal(error, "reason", "Transport")
      assert.propertyVal(error, "outcome", "Unknown")
      assert.propertyVal(error, "status", 201)
      assert.strictEqual(server.opened(), 1)
    })
  )

  it.live("a self-signed certificate: not sent, and not tried again", () =>
    Effect.gen(function* () {
      const tls = { key: fixture("self-signed.key.pem"), cert: fixture("self-signed.cert.pem") }
      let requests = 0
      const server = yield* listen(https.createServer(tls, (_, response) => response.end(String(requests++))))
      const error = yield* create(`https://127.0.0.1:${server.port}`)
      assert.propertyVal(error, "reason", "Transport")
      assert.propertyVal(error, "outcome", "NotSent")
      assert.propertyVal(error, "retryable", false)
      assert.propertyVal(error, "code", "DEPTH_ZERO_SELF_SIGNED_CERT")
      assert.strictEqual(server.opened(), 1)
      assert.strictEqual(requests, 0)
    })
  )

  it.live("https spoken to a server of plain http: an error of ours, and no request read", () =>
    Effect.gen(function* () {
      let requests = 0
      const server = yield* listen(http.createServer((_, response) => response.end(String(requests++))))
      const error = yield* create(`https://127.0.0.1:${server.port}`, { retries: 0 })
      assert.propertyVal(error, "_tag", "Unavailable")
      assert.propertyVal(error, "reason", "Transport")
      assert.strictEqual(requests, 0)
    })
  )
})
