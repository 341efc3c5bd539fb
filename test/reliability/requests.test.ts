/** One attempt is one request on the wire, whatever the answer: but where Node's `fetch` sends it again by itself. */
import { createServer } from "node:http"
import * as Redacted from "effect/Redacted"
import * as Customers from "effect-payment-customers/Customers"
import * as Omise from "effect-payment-customers/Omise"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { clients, listen } from "../support/loopback.js"
import { rows } from "./support/expectations.js"

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

const statuses = [...range(300, 308), ...range(400, 431), 451, ...range(500, 511)]

/** What the fault matrix says. */
const byFetch = (status: number): number =>
  rows.find((row) => row.byFetch !== undefined && row.once.error?.status === status)?.byFetch ?? 1

describe.each(clients)("over $name", ({ name, layer }) => {
  it.live.each(["GET", "POST"])("%s", (method) =>
    Effect.gen(function* () {
      const bodies: Array<string> = []
      const { port } = yield* listen(
        createServer((request, response) => {
          let body = ""
          request.on("data", (chunk) => {
            body += chunk
          })
          request.once("end", () => {
            bodies.push(body)
            response.writeHead(Number(request.url?.split("/")[1]), { location: "/200/elsewhere" }).end("{}")
          })
        })
      )
      const call: Effect.Effect<unknown, unknown, Customers.Create | Customers.Retrieve> =
        method === "POST"
          ? Customers.create({ email: "john@example.com", ip: "127.0.0.1" })
          : Customers.retrieve("cust_test_5xpiwb0o3sqo5y7n6h1")
      const requests = yield* Effect.forEach(statuses, (status) =>
        Effect.gen(function* () {
          bodies.length = 0
          yield* Effect.flip(call).pipe(
            Effect.provide(
              Omise.layer({
                secretKey: Redacted.make("skey_test_1"),
                baseUrl: `http://127.0.0.1:${port}/${status}`,
                retries: 0
              })
            )
          )
          assert.isTrue(bodies.every((body) => body.includes("john@example.com") === (method === "POST")))
          return [status, bodies.length]
        })
      )
      assert.deepEqual(
        requests,
        statuses.map((status) => [status, /fetch$/.test(name) ? byFetch(status) : 1])
      )
    }).pipe(Effect.provide(layer))
  )
})
