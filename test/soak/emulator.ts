/**
 * The emulator's server under load, in a process of its own: `npx tsx test/soak/emulator.ts [seconds] [requests]`.
 * First 200 clients at once for 30 seconds, each with customers of its own: none lost, none crossed, memory flat. Then
 * 10,000 random requests: never a 5xx but the announced 507, never a crash. Exits with 1 where that does not hold.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { Agent, type IncomingHttpHeaders, request } from "node:http"
import { connect } from "node:net"

const [seconds = 30, fuzzed = 10_000] = process.argv.slice(2).map(Number)
const clients = 200

const keys = {
  bepaid: "361:the-emulator's-secret-key",
  omise: "skey_test_0000000000000000000:",
  stancer: "stest_000000000000000000000000:"
}
const agent = new Agent({ keepAlive: true, maxSockets: clients })

interface Got {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

const send = (port: number, method: string, path: string, headers: Record<string, string>, body?: string) =>
  new Promise<Got>((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, method, path, headers, agent }, (response) => {
      let text = ""
      response.setEncoding("utf8")
      response.on("data", (part) => {
        text += part
      })
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }))
      response.on("error", reject)
    })
    sent.on("error", reject)
    sent.end(body)
  })

const as = (provider: keyof typeof keys) => ({
  authorization: `Basic ${btoa(keys[provider])}`,
  "content-type": "application/json"
})

const start = async (): Promise<{ readonly child: ChildProcess; readonly port: number }> => {
  const child = spawn(process.execPath, ["--import", "tsx", "src/cli.ts", "emulator", "--port", "0"], {
    stdio: ["ignore", "pipe", "inherit"]
  })
  let printed = ""
  for await (const part of child.stdout) {
    printed += part
    const port = /The page: http:\/\/127\.0\.0\.1:(\d+)/.exec(printed)?.[1]
    if (port !== undefined && printed.includes("Ctrl-C")) return { child, port: Number(port) }
  }
  throw new Error("the emulator did not start")
}

/** Megabytes of memory that a process has. */
const residentOf = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024

const faults: Array<string> = []
const expect = (holds: boolean, what: string) => {
  if (!holds) faults.push(what)
}

/** One customer's life: created, read, changed, read, removed; each answer must be about this one and no other. */
const life = async (port: number, mark: string): Promise<number> => {
  const omise = as("omise")
  const stancer = as("stancer")
  const email = `${mark}@example.com`
  const made = await send(
    port,
    "POST",
    "/omise/customers",
    omise,
    JSON.stringify({ email, metadata: { mark } })
  )
  const { id } = JSON.parse(made.text)
  const changed = await send(port, "PATCH", `/omise/customers/${id}`, omise, '{"description":"changed"}')
  const read = JSON.parse((await send(port, "GET", `/omise/customers/${id}`, omise)).text)
  expect(made.status === 200 && changed.status === 200, `omise create ${made.status} patch ${changed.status}`)
  expect(
    read.email === email && read.metadata.mark === mark && read.description === "changed",
    `omise crossed or lost: ${mark}`
  )
  const gone = await send(port, "DELETE", `/omise/customers/${id}`, omise)
  const missing = await send(port, "GET", `/omise/customers/${id}`, omise)
  expect(gone.status === 200 && missing.status === 404, `omise delete ${gone.status} then ${missing.status}`)

  const body = JSON.stringify({ email, name: mark, external_id: mark.slice(-36) })
  const second = await send(port, "POST", "/stancer/v1/customers/", stancer, body)
  const customer = JSON.parse(second.text)
  const again = await send(port, "POST", "/stancer/v1/customers/", stancer, body)
  const kept = JSON.parse((await send(port, "GET", `/stancer/v1/customers/${customer.id}`, stancer)).text)
  const left = await send(port, "DELETE", `/stancer/v1/customers/${customer.id}`, stancer)
  expect(again.status === 409 && again.text.includes(customer.id), `stancer repeated create ${again.status}`)
  expect(kept.email === email && kept.name === mark, `stancer crossed or lost: ${mark}`)
  expect(left.status === 204, `stancer delete ${left.status}`)
  return 9
}

const load = async (port: number, child: ChildProcess) => {
  const bepaid = as("bepaid")
  const ends = Date.now() + seconds * 1000
  const resident: Array<number> = []
  const made = new Set<string>()
  let requests = 0
  const watch = setInterval(() => resident.push(residentOf(child)), 1000)
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      // bePaid removes nobody: one customer each, held to the end
      const email = `client-${client}@example.com`
      const one = await send(port, "POST", "/bepaid/customers", bepaid, JSON.stringify({ email, ip: "::1" }))
      const { id } = JSON.parse(one.text)
      made.add(id)
      for (let turn = 0; Date.now() < ends; turn++) {
        const asked = await life(port, `client-${client}-turn-${turn}`)
        const kept = await send(port, "GET", `/bepaid/customers/${id}`, bepaid)
        requests += asked + 1
        expect(JSON.parse(kept.text).email === email, `bepaid crossed or lost: ${email}`)
      }
    })
  )
  clearInterval(watch)
  const held = JSON.parse(
    (await send(port, "GET", "/bepaid/customers", bepaid)).text
  ) as ReadonlyArray<object>
  expect(held.length === clients && made.size === clients, `bepaid holds ${held.length} of ${made.size}`)
  for (const provider of ["omise", "stancer"]) {
    const rest = await send(port, "GET", `/_control/${provider}/customers`, {})
    expect(rest.text === "[]", `${provider} holds what was deleted`)
  }
  const half = resident.slice(Math.floor(resident.length / 2))
  const growth = (half.at(-1) ?? 0) - (half[0] ?? 0)
  expect(growth < 50, `memory grew by ${growth.toFixed(0)} MB in the second half`)
  console.log(
    `${clients} clients, ${seconds} s: ${requests} requests (${Math.round(requests / seconds)}/s), ` +
      `memory ${resident.map((megabytes) => Math.round(megabytes)).join(" ")} MB`
  )
}

/** A small generator with a seed, so that a failure can be run again. */
const random = (() => {
  let state = 20_250_320
  return (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * most)
  }
})()
const pick = <A>(of: ReadonlyArray<A>): A => of[random(of.length)] as A

const words = [
  ..."customers cards schedules search v1 v2 v3 bepaid omise stancer _control _page state faults requests".split(
    " "
  ),
  ..."reset constructor __proto__ toString .. . %2e%2e %00 %ff %zz %2F cust_test_1 cst_1 é 😀 ' \" < ; : @ *".split(
    " "
  ),
  "",
  "x".repeat(3000)
]
const values: ReadonlyArray<unknown> = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    "",
    "a@example.com",
    "x".repeat(5000),
    "\u0000",
    "\ud800",
    "tokn_test_1",
    "card_1"
  ],
  ...[[], {}, [[]], { toString: 1, valueOf: 1 }, { __proto__: null, a: 1 }, { length: -1 }]
]
const names = [
  ..."email ip name mobile external_id country zip state card default_card metadata linked_account".split(
    " "
  ),
  ..."description expiration_month live_mode fault _tag status headers body by times limit offset".split(" "),
  "__proto__",
  "constructor"
]
const queries = [
  ..."limit=1 limit=-1 limit=1e9 offset=99999999999999999 start=2 from=x from=275760-09-13 to=-271821-04-20".split(
    " "
  ),
  ..."order=up page=0 per_page=100 scope=customer query=%ff filters[created]=0..9 filters[__proto__]=1 a[b".split(
    " "
  ),
  "filters[created]=2025-01-01..275760-09-13",
  "since=0",
  "&&==&"
]
const nested = (depth: number) => `{"metadata":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`
const bodyOf = (): string => {
  const json = JSON.stringify(
    Object.fromEntries(Array.from({ length: random(5) }, () => [pick(names), pick(values)]))
  )
  return pick([
    () => "",
    () => json,
    () => json,
    () => `[${json}]`,
    () => json.slice(0, random(json.length)),
    () => nested(pick([5, 99, 500, 50_000])),
    () => "[".repeat(100_000),
    () =>
      Array.from(
        { length: random(5) },
        () => `${pick(names)}${pick(["", "[a]", "[]", "[][b]", "["])}=${pick(words)}`
      ).join("&"),
    () => `a${"[b]".repeat(pick([5, 5000]))}=1`,
    () => "x".repeat(pick([10, 100_000, 1_048_577])),
    () =>
      JSON.stringify({
        fault: {
          _tag: pick(["Answer", "Truncate", "Delay", "LoseAnswer", "X"]),
          by: 1,
          status: pick([200, 99, 429])
        }
      })
  ])()
}
const collections = [
  "/bepaid/customers/",
  "/omise/customers/",
  "/stancer/v1/customers/",
  "/stancer/v2/customers/"
]
const types = ["application/json", "application/x-www-form-urlencoded; charset=utf-8", "text/plain", "", "x"]
const logins = [
  ...Object.values(keys),
  ...Object.values(keys),
  ...Object.values(keys),
  "",
  ":",
  "a:b:c",
  "é:"
]
const methods = [
  "GET",
  "GET",
  "POST",
  "POST",
  "PATCH",
  "DELETE",
  "PUT",
  "HEAD",
  "OPTIONS",
  "TRACE",
  "PROPFIND"
]

/** A request that Node's client would not send: answered in some way, or hung up on. */
const rawly = (port: number): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    const bytes = pick([
      "GET / HTTP/9.9\r\n\r\n",
      "\r\n\r\n\r\n",
      `GET ${"/a".repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`,
      "GET //..//%2e%2e/omise HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      "GET * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      "GET http://[::/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
      "POST /omise/customers HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\nTransfer-Encoding: chunked\r\n\r\nx",
      "POST /omise/customers HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET /bepaid/customers HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
      `\u0016\u0003\u0001${String.fromCharCode(random(256)).repeat(random(200))}`
    ])
    let got = ""
    const done = () => {
      socket.destroy()
      resolve(got)
    }
    socket.on("data", (part) => {
      got += part
      done()
    })
    socket.on("error", done)
    socket.on("close", done)
    socket.write(bytes, () => setTimeout(done, 50))
  })

const fuzz = async (port: number) => {
  const counted: Record<string, number> = {}
  const one = async () => {
    if (random(20) === 0) {
      const status = /^HTTP\/1\.1 (\d+)/.exec(await rawly(port))?.[1] ?? "hung up"
      counted[status] = (counted[status] ?? 0) + 1
      // 505 is Node's own to a version of HTTP that does not exist
      expect(!status.startsWith("5") || status === "505", `raw request: ${status}`)
      return
    }
    const method = pick(methods)
    const known = random(2) === 0
    const path = encodeURI(
      `${known ? pick(collections) : "/"}${Array.from({ length: random(known ? 3 : 5) }, () => pick(words)).join("/")}` +
        pick(["", "/", `?${pick(queries)}&${pick(queries)}`])
    ).replaceAll("%25", "%")
    const headers: Record<string, string> = {
      authorization: `Basic ${Buffer.from(pick(logins)).toString("base64")}`,
      "omise-version": pick(["2019-05-29", "2014-07-27", "x", ""]),
      "content-type": pick(types),
      ...(random(10) === 0 ? { "sec-fetch-site": "cross-site" } : {})
    }
    const body = method === "HEAD" || method === "TRACE" ? undefined : bodyOf()
    const status = await send(port, method, path, headers, body).then(
      ({ status }) => String(status),
      (error: NodeJS.ErrnoException) => error.code ?? "failed"
    )
    counted[status] = (counted[status] ?? 0) + 1
    expect(
      !status.startsWith("5") || status === "507",
      `${status}: ${method} ${path.slice(0, 200)} ${body?.slice(0, 200)}`
    )
  }
  let left = fuzzed
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) await one()
    })
  )
  const after = await send(port, "GET", "/", {})
  expect(after.status === 200, "the page is gone")
  console.log(`${fuzzed} random requests: ${JSON.stringify(counted)}`)
}

const { child, port } = await start()
let ended = false
child.once("exit", () => {
  ended = true
})
await load(port, child)
await fuzz(port)
expect(!ended, "the emulator ended by itself")
child.kill("SIGTERM")
if (!ended) await once(child, "exit")
expect(child.exitCode === 0, `it ended with ${child.exitCode}`)
console.log(faults.length === 0 ? "all held" : [...new Set(faults)].slice(0, 20).join("\n"))
process.exit(faults.length === 0 ? 0 : 1)
