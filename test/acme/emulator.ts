/** Acme's API as a function from request to response. */
import { basicCredentials, type Emulator, json, jsonBody, segments } from "../../src/emulator/http.js"
import { operationsOf } from "../../src/emulator/operations.js"
import { isRecord } from "../../src/wire/json.js"
import { endpoints } from "./endpoints.js"

const problem = (status: number, text: string, fields?: object) => json(status, { problem: { text, fields } })

export const makeEmulator = (secretKey: string): Emulator => {
  const clients = new Map<string, Readonly<Record<string, unknown>>>()
  return {
    operations: operationsOf(endpoints),
    count: () => clients.size,
    held: () => Array.from(clients.values(), (client, nth) => ({ at: 0, nth, shown: () => client })),
    handle: (request) => {
      if (basicCredentials(request)?.user !== secretKey) return problem(401, "who are you?")
      const [, id = ""] = segments(request.path)
      if (request.method === "POST") {
        const body = jsonBody(request)
        if (!isRecord(body) || !/@/.test(String(body.mail))) {
          return problem(422, "refused", { mail: ["is no address"] })
        }
        const client = { ...body, id: `c${clients.size + 1}` }
        clients.set(client.id, client)
        return json(201, client)
      }
      const client = clients.get(id)
      if (client === undefined) return problem(404, "no such client")
      if (request.method === "DELETE") clients.delete(id)
      return request.method === "DELETE" ? { status: 204, headers: {}, body: "" } : json(200, client)
    }
  }
}
