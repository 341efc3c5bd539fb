/** This package: Omise's layer over each `HttpClient`, with its defaults and with telemetry off. */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import * as FetchClient from "effect-payment-customers/FetchClient"
import * as Omise from "effect-payment-customers/Omise"
import * as UndiciClient from "effect-payment-customers/UndiciClient"
import { customerId, input, omiseKey, pageSize, total } from "../customers.js"
import { type Effects, ofEffects, type Peer, withoutSpans } from "./peer.js"

/** The clients that an app can choose. */
const clients = {
  "platform fetch": FetchHttpClient.layer,
  "platform undici": NodeHttpClient.layerUndici,
  FetchClient: FetchClient.layer,
  UndiciClient: UndiciClient.layer
}

const calls = (omise: Omise.Service): Effects => ({
  retrieve: () => omise.retrieve(customerId),
  create: () => omise.create(input),
  page: () => omise.list({ offset: 0, limit: pageSize }),
  stream: () => Stream.runCount(omise.stream({ limit: pageSize }))
})

/** A stream's rows by one `list` after the other: what a stream may cost. */
const pageByPage = (omise: Omise.Service): Effects => ({
  ...calls(omise),
  stream: () =>
    Effect.iterate(0, {
      while: (rows) => rows < total,
      body: (rows) =>
        Effect.map(omise.list({ offset: rows, limit: pageSize }), ({ customers }) => rows + customers.length)
    })
})

type Variant = "quiet" | "page by page"

export const nameOf = (client: keyof typeof clients, variant?: Variant): string =>
  `ours, ${client}${variant === undefined ? "" : `, ${variant}`}`

const peer = (client: keyof typeof clients, variant?: Variant): Peer => ({
  name: nameOf(client, variant),
  open: (port) => {
    const options = { secretKey: Redacted.make(omiseKey), baseUrl: `http://127.0.0.1:${port}` }
    const layer = Layer.provide(Omise.layer(options), clients[client])
    const effects = Effect.map(Omise.Omise, variant === "page by page" ? pageByPage : calls)
    return ofEffects(layer, effects, variant === "quiet" ? withoutSpans : undefined)
  }
})

const names = ["platform fetch", "platform undici", "FetchClient", "UndiciClient"] as const

/** As the package comes. */
export const ours = names.map((client) => peer(client))

/** Without spans. Metrics have no switch; the debug line is below the logger's level either way. */
export const oursQuiet = names.map((client) => peer(client, "quiet"))

export const oursPageByPage = peer("UndiciClient", "page by page")
