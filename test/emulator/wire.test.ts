/** Requests byte by byte as the official SDKs of other languages send them: right answers to every one. */
import { readFileSync } from "node:fs"
import { connect } from "node:net"
import { connect as connectTls } from "node:tls"
import * as Emulator from "effect-payment-customers/emulator"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"

const { keys } = Emulator
const basic = (user: string, password = "") => `Basic ${btoa(`${user}:${password}`)}`
const omise = basic(keys.omise.testKey)
const stancer = basic(keys.stancer.testKey)
const bepaid = basic(keys.bepaid.shopId, keys.bepaid.secretKey)

interface Got {
  readonly head: string
  readonly status: number
  readonly body: string
}

/** Sends the bytes, reads until the server hangs up: every request here asks for that. */
const exchange = (url: string, text: string, ca?: string) =>
  Effect.callback<Got, Error>((resume) => {
    const { hostname, port } = new URL(url)
    const socket =
      ca === undefined
        ? connect(Number(port), hostname)
        : connectTls({ host: hostname, port: Number(port), servername: "localhost", ca })
    let got = ""
    socket.setEncoding("utf8")
    socket.once(ca === undefined ? "connect" : "secureConnect", () => socket.write(text))
    socket.on("data", (part) => {
      got += part
    })
    socket.once("error", (error) => resume(Effect.fail(error)))
    socket.once("end", () => {
      const [head = "", body = ""] = got.split("\r\n\r\n", 2)
      resume(Effect.succeed({ head, status: Number(head.split(" ")[1]), body }))
    })
    return Effect.sync(() => socket.destroy())
  })

/** A request with its lines ended and its length counted as HTTP has them. */
const request = (line: string, headers: ReadonlyArray<string>, body = "") =>
  [
    line,
    ...headers,
    ...(body === "" || headers.some((header) => /^transfer-encoding/i.test(header))
      ? []
      : [`Content-Length: ${Buffer.byteLength(body)}`]),
    "",
    body
  ].join("\r\n")

interface Row {
  readonly name: string
  readonly line: string
  readonly headers: ReadonlyArray<string>
  readonly body?: string
  readonly provider: "bepaid" | "omise" | "stancer"
  readonly status: number
  /** What the JSON of the answer has, and perhaps more. */
  readonly answer: Readonly<Record<string, unknown>>
}

const curl = ["Host: 127.0.0.1", "Accept: */*", "Connection: close"]
const php = [...curl, "User-Agent: OmisePHP/2.18.0 OmiseAPI/2019-05-29", `Authorization: ${omise}`]
const ruby = [
  "Accept: */*; q=0.5, application/xml",
  "Accept-Encoding: gzip, deflate",
  "User-Agent: OmiseRuby/0.11.0 OmiseAPI/2019-05-29 Ruby/3.2.0",
  `Authorization: ${omise}`,
  "Host: 127.0.0.1",
  "Connection: close"
]
const python = [
  "Host: 127.0.0.1",
  "User-Agent: OmisePython/0.13.0",
  "Accept-Encoding: gzip, deflate",
  "Accept: application/json",
  "Connection: close",
  "Content-Type: application/json",
  "Omise-Version: 2019-05-29",
  `Authorization: ${omise}`
]
const go = [
  "Host: 127.0.0.1",
  "User-Agent: OmiseGo/1.0.9",
  `Authorization: ${omise}`,
  "Content-Type: application/x-www-form-urlencoded",
  "Accept-Encoding: gzip",
  "Connection: close"
]
const form = "Content-Type: application/x-www-form-urlencoded"
const guzzle = [
  "Host: 127.0.0.1",
  `Authorization: ${stancer}`,
  "Content-Type: application/json",
  "User-Agent: GuzzleHttp/7 libstancer-php/2.0.1 (Linux x86_64; php 8.3.0)",
  "Connection: close"
]
const requests = [
  "Host: 127.0.0.1",
  "User-Agent: python-requests/2.32.3",
  "Accept-Encoding: gzip, deflate",
  "Accept: */*",
  "Connection: close",
  "Content-Type: application/json",
  `Authorization: ${stancer}`
]
const lwp = [
  "TE: deflate,gzip;q=0.3",
  "Connection: TE, close",
  `Authorization: ${stancer}`,
  "Host: 127.0.0.1",
  "User-Agent: libwww-perl/6.72 libstancer-perl/1.0.3",
  "Content-Type: application/json"
]

const seed: NonNullable<Emulator.Options["seed"]> = {
  bepaid: [{ id: "cst_7aee5afb954c7ef7", email: "customer@example.com", ip: "127.0.0.1" }],
  omise: [
    { id: "cust_test_1", email: "one@example.com", created_at: "2016-09-09T10:00:00Z" },
    { id: "cust_test_2", email: "two@example.com", created_at: "2020-01-01T00:00:00Z" }
  ],
  stancer: [
    {
      id: "cust_9Cle7TXKkjhwqcWx4Kl5cQYk",
      email: "david@example.net",
      name: "David Coaster",
      created: 1538562174
    }
  ]
}

const rows: ReadonlyArray<Row> = [
  {
    name: "Omise, PHP: a form with nested metadata",
    provider: "omise",
    line: "POST /customers HTTP/1.1",
    headers: [...php, form],
    body: "email=john.doe%40example.com&description=John+Doe&metadata%5Bplan%5D=gold&metadata%5Blevels%5D%5B0%5D=a&metadata%5Blevels%5D%5B1%5D=b",
    status: 200,
    answer: {
      email: "john.doe@example.com",
      description: "John Doe",
      metadata: { plan: "gold", levels: { 0: "a", 1: "b" } }
    }
  },
  {
    name: "Omise, PHP: a patch by form",
    provider: "omise",
    line: "PATCH /customers/cust_test_1 HTTP/1.1",
    headers: [...php, form],
    body: "description=changed",
    status: 200,
    answer: { id: "cust_test_1", description: "changed", email: "one@example.com" }
  },
  {
    name: "Omise, PHP: an old API version in the user agent alone changes nothing",
    provider: "omise",
    line: "GET /customers/cust_test_1 HTTP/1.1",
    headers: [...curl, "User-Agent: OmisePHP/2.3.2 OmiseAPI/2014-07-27", `Authorization: ${omise}`],
    status: 200,
    answer: { created_at: "2016-09-09T10:00:00Z" }
  },
  {
    name: "Omise, Ruby: brackets in a query as they stand",
    provider: "omise",
    line: "GET /search?scope=customer&filters[created]=2016-09-09 HTTP/1.1",
    headers: ruby,
    status: 200,
    answer: { object: "search", total: 1, filters: { created: "2016-09-09" } }
  },
  {
    name: "Omise, Ruby: a DELETE without a body",
    provider: "omise",
    line: "DELETE /customers/cust_test_1 HTTP/1.1",
    headers: ruby,
    status: 200,
    answer: { id: "cust_test_1", deleted: true }
  },
  {
    name: "Omise, Python: a GET with a JSON body and its Content-Type",
    provider: "omise",
    line: "GET /customers/cust_test_2 HTTP/1.1",
    headers: python,
    body: "{}",
    status: 200,
    answer: { id: "cust_test_2" }
  },
  {
    name: "Omise, Python: the parameters of a list in the body of the GET",
    provider: "omise",
    line: "GET /customers HTTP/1.1",
    headers: python,
    body: '{"limit": 1, "order": "reverse_chronological"}',
    status: 200,
    answer: { object: "list", limit: 1, total: 2, order: "reverse_chronological" }
  },
  {
    name: "Omise, Go: the parameters of a search in the form of a GET",
    provider: "omise",
    line: "GET /search HTTP/1.1",
    headers: go,
    body: "filters%5Bcreated%5D=2020-01-01&scope=customer",
    status: 200,
    answer: { object: "search", total: 1 }
  },
  {
    name: "Omise, Go: a create by form with a card",
    provider: "omise",
    line: "POST /customers HTTP/1.1",
    headers: go,
    body: "card=tokn_test_no1t4tnemucod0e51mo&email=go%40example.com",
    status: 200,
    answer: { email: "go@example.com" }
  },
  {
    name: "Omise, any: a chunked body",
    provider: "omise",
    line: "POST /customers HTTP/1.1",
    headers: [...php, form, "Transfer-Encoding: chunked"],
    body: "7\r\nemail=a\r\n5\r\n%40b.\r\n2\r\nde\r\n0\r\n\r\n",
    status: 200,
    answer: { email: "a@b.de" }
  },
  {
    name: "Stancer, PHP: Content-Type on a GET",
    provider: "stancer",
    line: "GET /v1/customers/cust_9Cle7TXKkjhwqcWx4Kl5cQYk HTTP/1.1",
    headers: guzzle,
    status: 200,
    answer: { name: "David Coaster", live_mode: false, created: 1538562174 }
  },
  {
    name: "Stancer, PHP: a create at the collection with its slash",
    provider: "stancer",
    line: "POST /v1/customers/ HTTP/1.1",
    headers: guzzle,
    body: '{"email":"eve@example.net","mobile":"+33639980102","name":"\\u00c8ve"}',
    status: 200,
    answer: { name: "Ève", mobile: "+33639980102" }
  },
  {
    name: "Stancer, Python: a create at the collection without its slash",
    provider: "stancer",
    line: "POST /v1/customers HTTP/1.1",
    headers: requests,
    body: '{"email":"eve@example.net","name":"Eve"}',
    status: 200,
    answer: { email: "eve@example.net", mobile: null }
  },
  {
    name: "Stancer, Python: Content-Type on a DELETE, Content-Length: 0",
    provider: "stancer",
    line: "DELETE /v1/customers/cust_9Cle7TXKkjhwqcWx4Kl5cQYk HTTP/1.1",
    headers: [...requests, "Content-Length: 0"],
    status: 204,
    answer: {}
  },
  {
    name: "Stancer, Python: a list of v2",
    provider: "stancer",
    line: "GET /v2/customers/?limit=1&email=david%40example.net HTTP/1.1",
    headers: requests,
    status: 200,
    answer: { range: { start: 0, end: 1, limit: 1, count: 1, has_more: false } }
  },
  {
    name: "Stancer, Perl: a patch of what changed",
    provider: "stancer",
    line: "PATCH /v1/customers/cust_9Cle7TXKkjhwqcWx4Kl5cQYk HTTP/1.1",
    headers: lwp,
    body: '{"name":"David Rower"}',
    status: 204,
    answer: {}
  },
  {
    name: "bePaid, curl",
    provider: "bepaid",
    line: "GET /customers/cst_7aee5afb954c7ef7 HTTP/1.1",
    headers: [...curl, `Authorization: ${bepaid}`],
    status: 200,
    answer: { email: "customer@example.com" }
  },
  {
    name: "bePaid, a client of HTTP/1.0",
    provider: "bepaid",
    line: "POST /customers HTTP/1.0",
    headers: [`authorization: ${bepaid.replace("Basic", "basic")}`, "content-type: application/json"],
    body: '{"email":"customer@example.com","ip":"127.0.0.1"}',
    status: 201,
    answer: { ip: "127.0.0.1" }
  },
  {
    name: "bePaid, by a proxy's whole URL",
    provider: "bepaid",
    line: "GET http://api.example.com/customers/cst_7aee5afb954c7ef7 HTTP/1.1",
    headers: [...curl, `Authorization: ${bepaid}`],
    status: 200,
    answer: { id: "cst_7aee5afb954c7ef7" }
  }
]

const certificate = readFileSync("test/fixtures/tls/self-signed.cert.pem", "utf8")
const tls = { cert: certificate, key: readFileSync("test/fixtures/tls/self-signed.key.pem", "utf8") }

const send = (served: Emulator.Served, row: Row, ca?: string) =>
  exchange(served[row.provider].baseUrl, request(row.line, row.headers, row.body), ca)

const check = (row: Row, { status, body, head }: Got) => {
  assert.strictEqual(status, row.status, `${head}\n${body}`)
  assert.deepInclude(body === "" ? {} : JSON.parse(body), row.answer)
  if (row.provider === "omise") assert.match(head, /^x-request-id: \S+/im)
}

describe("the official SDKs of other languages", () => {
  for (const row of rows) {
    it.live(row.name, () =>
      Effect.gen(function* () {
        check(row, yield* send(yield* Emulator.serve({ seed, portsEach: true }), row))
      })
    )
  }
})

describe("TLS with a certificate authority of one's own", () => {
  it.live("gives the same answers", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve({ seed, portsEach: true, tls, host: "localhost" })
      assert.match(served.url, /^https:\/\/localhost:\d+$/)
      for (const provider of ["bepaid", "omise", "stancer"]) {
        const row = rows.find((one) => one.provider === provider) ?? assert.fail(provider)
        check(row, yield* send(served, row, certificate))
      }
    })
  )

  it.live("is not trusted without it", () =>
    Effect.gen(function* () {
      const { bepaid } = yield* Emulator.serve({ tls })
      const error = yield* Effect.flip(Effect.tryPromise(() => fetch(`${bepaid.baseUrl}/customers`)))
      assert.match(String((error.error as Error).cause), /self-signed|DEPTH_ZERO/)
    })
  )
})
