/**
 * A provider that finishes what it has begun, as real ones do: a plain server of `node:http` that takes its time for
 * each create, carries it out whatever has become of the client, and then answers if anybody is left.
 */
import * as http from "node:http"
import type { AddressInfo } from "node:net"
import type { Emulator } from "../../src/emulator/http.js"
import * as BePaidEmulator from "../../src/providers/bepaid/emulator/emulator.js"
import * as OmiseEmulator from "../../src/providers/omise/emulator/emulator.js"
import * as StancerEmulator from "../../src/providers/stancer/emulator/emulator.js"

export const shopId = "361"
/** The secret key of each. */
export const secrets = {
  bepaid: "a secret of the shop",
  omise: "skey_test_of_the_emulator",
  stancer: "stest_of_the_emulator",
  stancerV2: "stest_of_the_emulator"
}

type Customer = Readonly<Record<string, unknown>>

export interface SlowProvider {
  readonly emulator: () => Emulator
  /** The external id of one of its customers. */
  readonly idOf: (customer: Customer) => unknown
}

const metadataOf = ({ metadata }: Customer) => metadata as Customer

const slowProviders = {
  bepaid: {
    emulator: () => BePaidEmulator.makeEmulator({ shopId, secretKey: secrets.bepaid }),
    idOf: ({ external_id }) => external_id
  },
  omise: {
    // a new customer is missing from the index for as long as callers come back
    emulator: () => OmiseEmulator.makeEmulator({ testKey: secrets.omise, searchLag: 30_000 }),
    idOf: (customer) => metadataOf(customer).external_id
  },
  stancer: {
    emulator: () => StancerEmulator.makeEmulator({ testKey: secrets.stancer }),
    idOf: ({ external_id }) => external_id
  },
  stancerV2: {
    emulator: () =>
      StancerEmulator.makeEmulator({ testKey: secrets.stancerV2, repeatedExternalId: "another" }),
    idOf: ({ external_id }) => external_id
  }
} satisfies Record<string, SlowProvider>

export type ProviderName = keyof typeof slowProviders

export const providerNames = Object.keys(slowProviders) as ReadonlyArray<ProviderName>

/** How a create is treated: its time, and whether its answer is lost or it is refused with a 5xx. */
export interface Treatment {
  readonly millis: number
  readonly harm?: "loseAnswer" | "fail" | undefined
}

export interface Slow {
  readonly url: string
  readonly emulator: Emulator
  readonly requests: () => number
  readonly close: () => Promise<void>
}

const bodyOf = async (message: http.IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of message) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** @param treatmentOf of each create, in the order in which they come */
export const serveSlowly = async (name: ProviderName, treatmentOf: () => Treatment): Promise<Slow> => {
  const emulator = slowProviders[name].emulator()
  let requests = 0
  const server = http.createServer(async (message, response) => {
    requests += 1
    // what has arrived is carried out: nothing looks at whether the client is still there
    const body = await bodyOf(message).catch(() => undefined)
    if (body === undefined) return
    const url = new URL(message.url ?? "/", "http://localhost")
    const { millis, harm } = message.method === "POST" ? treatmentOf() : { millis: 0 }
    if (millis > 0) await new Promise((resume) => setTimeout(resume, millis))
    if (harm === "fail") {
      response.writeHead(503).end()
      return
    }
    const headers = Object.fromEntries(
      Object.entries(message.headers).map(([header, value]) => [header, String(value)])
    )
    const { method = "GET" } = message
    const answer = emulator.handle(
      { method, path: url.pathname, query: url.searchParams, headers, body },
      Date.now()
    )
    if (harm === "loseAnswer") response.destroy()
    else response.writeHead(answer.status, answer.headers).end(answer.body)
  })
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resume) => server.listen(0, "127.0.0.1", resume))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    emulator,
    requests: () => requests,
    close: () =>
      new Promise((resume) => {
        server.close(() => resume())
        server.closeAllConnections()
      })
  }
}

/** How many of the ids have no customer, and how many have several. */
export const tally = (name: ProviderName, emulator: Emulator, ids: ReadonlyArray<string>) => {
  const held = new Map<unknown, number>()
  for (const customer of emulator.held().map(({ shown }) => shown())) {
    const id = slowProviders[name].idOf(customer)
    held.set(id, (held.get(id) ?? 0) + 1)
  }
  const counts = ids.map((id) => held.get(id) ?? 0)
  return {
    lost: counts.filter((count) => count === 0).length,
    twice: counts.filter((count) => count > 1).length
  }
}
