/**
 * The other side of proxy.ts, in a process of its own: the three emulators, each behind a proxy on loopback that resets,
 * stalls, cuts and delays connections at random. The ports are sent to the parent, which may ask how many connections
 * the emulators have open.
 */
import * as http from "node:http"
import * as net from "node:net"
import type { Emulator } from "../../src/emulator/http.js"
import * as BePaidEmulator from "../../src/providers/bepaid/emulator/emulator.js"
import * as OmiseEmulator from "../../src/providers/omise/emulator/emulator.js"
import * as StancerEmulator from "../../src/providers/stancer/emulator/emulator.js"

export const shopId = "361"
export const key = "skey_test_of_the_emulator"

export interface Ports {
  readonly bepaid: number
  readonly omise: number
  readonly stancer: number
}

/** Connections that the emulators have open, and what the proxies have done to those through them. */
export interface Tally {
  readonly open: number
  readonly opened: number
  readonly harmed: Readonly<Record<string, number>>
}

const emulators: Readonly<Record<keyof Ports, () => Emulator>> = {
  bepaid: () => BePaidEmulator.makeEmulator({ shopId, secretKey: key }),
  omise: () => OmiseEmulator.makeEmulator({ testKey: key, searchLag: 500 }),
  stancer: () => StancerEmulator.makeEmulator({ testKey: key })
}

const open = new Set<net.Socket>()
let opened = 0
const harmed: Record<string, number> = {}

const listening = (server: net.Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as net.AddressInfo).port))
  })

const serve = (emulator: Emulator): Promise<number> => {
  const server = http.createServer(async (message, response) => {
    const chunks: Array<Buffer> = []
    try {
      for await (const chunk of message) chunks.push(chunk)
    } catch {
      // the proxy has cut the request
      return
    }
    const url = new URL(message.url ?? "/", "http://localhost")
    const headers = Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)])
    )
    const request = { method: message.method ?? "GET", path: url.pathname, query: url.searchParams, headers }
    const answer = emulator.handle({ ...request, body: Buffer.concat(chunks).toString() }, Date.now())
    response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  // so that idle connections, which fetch keeps for the whole process, are gone soon after the end
  server.keepAliveTimeout = 2_000
  server.on("connection", (socket) => {
    opened += 1
    open.add(socket)
    socket.once("close", () => open.delete(socket))
  })
  return listening(server)
}

/** Milliseconds. */
const longestDelay = 2_000

type Harm = "none" | "reset" | "cut" | "stall" | "delay"

/** What happens to a piece of a request, or of an answer: out of a hundred. */
const harms: ReadonlyArray<readonly [harm: Harm, share: number]> = [
  ["reset", 2],
  ["cut", 2],
  ["stall", 1],
  ["delay", 80]
]

const draw = (): Harm => {
  let left = Math.random() * 100
  for (const [harm, share] of harms) {
    left -= share
    if (left < 0) {
      harmed[harm] = (harmed[harm] ?? 0) + 1
      return harm
    }
  }
  return "none"
}

/** Passes on what comes from one to the other, or does harm to it. */
const pass = (from: net.Socket, to: net.Socket): void => {
  let stalled = false
  from.on("data", (piece) => {
    // nothing comes through any more: the client has to give up
    if (stalled) return
    switch (draw()) {
      case "reset":
        from.resetAndDestroy()
        to.resetAndDestroy()
        return
      case "cut":
        to.end(piece.subarray(0, Math.floor(piece.length / 2)))
        from.destroy()
        return
      case "stall":
        stalled = true
        return
      case "delay":
        from.pause()
        setTimeout(() => {
          if (!to.destroyed) to.write(piece)
          from.resume()
        }, Math.random() * longestDelay)
        return
      default:
        to.write(piece)
    }
  })
  from.on("end", () => to.end())
  from.on("close", () => to.destroy())
  from.on("error", () => to.destroy())
}

const proxy = (port: number): Promise<number> =>
  listening(
    net.createServer((client) => {
      const server = net.connect(port, "127.0.0.1")
      pass(client, server)
      pass(server, client)
    })
  )

/** Runs in the child. */
export const main = async (): Promise<void> => {
  const behind = async (name: keyof Ports) => proxy(await serve(emulators[name]()))
  process.on("message", () => process.send?.({ open: open.size, opened, harmed } satisfies Tally))
  process.on("disconnect", () => process.exit())
  process.send?.({
    bepaid: await behind("bepaid"),
    omise: await behind("omise"),
    stancer: await behind("stancer")
  } satisfies Ports)
}
