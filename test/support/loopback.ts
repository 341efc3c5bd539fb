/** Servers on loopback that misbehave, and the clients that meet them: what only a real socket can show. */
import { once } from "node:events"
import type { AddressInfo, Server, Socket } from "node:net"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import * as FetchHttpClient from "#line/FetchHttpClient"
import type * as Layer from "#line/Layer"
import type * as Scope from "#line/Scope"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import * as NodeHttpClient from "#line/test/NodeHttpClient"

/** The clients that apps use on Node. The dispatcher of `undici` is closed with the layer, that of `fetch` is global. */
export const clients: ReadonlyArray<{
  readonly name: "fetch" | "undici" | "lean fetch" | "lean undici"
  readonly layer: Layer.Layer<HttpClient>
}> = [
  { name: "fetch", layer: FetchHttpClient.layer },
  { name: "undici", layer: NodeHttpClient.layerUndici },
  { name: "lean fetch", layer: FetchClient.layer },
  { name: "lean undici", layer: UndiciClient.layer }
]

export interface Loopback {
  readonly port: number
  /** How many connections were ever made. */
  readonly opened: () => number
  /** How many connections are open now. */
  readonly open: () => number
  /** Waits until none is. */
  readonly allClosed: Effect.Effect<void>
}

/** Listens on a free port until the scope closes, then cuts what is still connected. */
export const listen = (server: Server): Effect.Effect<Loopback, never, Scope.Scope> => {
  const sockets = new Set<Socket>()
  let opened = 0
  server.on("connection", (socket: Socket) => {
    opened++
    sockets.add(socket)
    socket.once("close", () => sockets.delete(socket))
  })
  const allClosed = Effect.promise(async () => {
    for (const socket of sockets) if (!socket.closed) await once(socket, "close")
  })
  return Effect.acquireRelease(
    Effect.promise(async () => {
      server.listen(0, "127.0.0.1")
      await once(server, "listening")
    }),
    () =>
      Effect.promise(async () => {
        const closed = once(server, "close")
        server.close()
        for (const socket of sockets) socket.destroy()
        await closed
      })
  ).pipe(
    Effect.map(() => ({
      port: (server.address() as AddressInfo).port,
      opened: () => opened,
      open: () => sockets.size,
      allClosed
    }))
  )
}

/** A port of this machine that nobody listens on. */
export const closedPort = (server: Server): Effect.Effect<number> =>
  Effect.scoped(Effect.map(listen(server), ({ port }) => port))
