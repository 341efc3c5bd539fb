/**
 * The loopback server, a process of its own: as little work as node:http allows, so that what is measured is the client.
 * Every body is made before the first request; connections stay open.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import {
  customerId,
  omiseCustomer,
  omisePage,
  pageSize,
  stripeCustomer,
  stripeIndex,
  stripePage,
  total
} from "./customers.js"

const body = (json: unknown) => Buffer.from(JSON.stringify(json))

const starts = Array.from({ length: total / pageSize }, (_, page) => page * pageSize)
const omise = body(omiseCustomer)
const omisePages = new Map(starts.map((start) => [start, body(omisePage(start))]))
const stripe = body(stripeCustomer())
const stripePages = new Map(starts.map((start) => [start, body(stripePage(start))]))

const answers = new Map([
  [`/customers/${customerId}`, omise],
  [`/v1/customers/${stripeCustomer().id}`, stripe]
])

/** `undefined` for whatever the benchmark has no reason to ask for. */
const answer = (method: string, path: string, query: URLSearchParams): Buffer | undefined => {
  if (method === "POST") return path === "/customers" ? omise : path === "/v1/customers" ? stripe : undefined
  if (path === "/customers") return omisePages.get(Number(query.get("offset") ?? 0))
  if (path === "/v1/customers") {
    const after = query.get("starting_after")
    return stripePages.get(after === null ? 0 : stripeIndex(after) + 1)
  }
  return answers.get(path)
}

const missing = body({ object: "error", code: "not_found", message: "not one of the benchmark's requests" })

const reply = (request: IncomingMessage, response: ServerResponse) => {
  const url = request.url ?? "/"
  const mark = url.indexOf("?")
  const path = mark === -1 ? url : url.slice(0, mark)
  const query = new URLSearchParams(mark === -1 ? "" : url.slice(mark + 1))
  const found = answer(request.method ?? "GET", path, query)
  response.writeHead(found === undefined ? 404 : 200, {
    "content-type": "application/json; charset=utf-8",
    "content-length": (found ?? missing).length,
    "x-request-id": "5xtrb759599jsxlhkrb5xtrb759599js"
  })
  response.end(found ?? missing)
}

const server = createServer((request, response) => {
  request.resume()
  request.on("end", () => reply(request, response))
})
// longer than a round: who comes back finds its connections
server.keepAliveTimeout = 600_000
server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port))
process.on("disconnect", () => process.exit())
