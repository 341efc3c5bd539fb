/** An emulator behind a port of this machine. */
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import type { Emulator, EmulatorRequest } from "./http.js"

const readBody = async (message: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks).toString("utf8")
}

const plain = async (message: IncomingMessage): Promise<EmulatorRequest> => {
  const url = new URL(message.url ?? "/", "http://localhost")
  return {
    method: message.method ?? "GET",
    path: url.pathname,
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)])
    ),
    body: await readBody(message)
  }
}

const listen = (emulator: Emulator, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(async (message, response) => {
      try {
        const { status, headers, body } = emulator.handle(await plain(message), Date.now())
        response.writeHead(status, headers).end(body)
      } catch {
        response.destroy()
      }
    })
    server.once("error", reject)
    server.listen(port, "127.0.0.1", () => resolve(server))
  })

/** Serves on loopback until the scope closes; answers the base URL. */
export const serve = (emulator: Emulator, port = 0): Effect.Effect<string, Error, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.tryPromise({ try: () => listen(emulator, port), catch: (error) => error as Error }),
    (server) =>
      Effect.async<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  ).pipe(Effect.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`))
