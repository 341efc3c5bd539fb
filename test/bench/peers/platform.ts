/**
 * What Effect's own parts cost without this package: platform's layers alone (a request, its JSON, no schema, no
 * timeout, no retry), and an `HttpApiClient` of the same endpoints as it would be written in an afternoon.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiClient from "@effect/platform/HttpApiClient"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as HttpBody from "@effect/platform/HttpBody"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { customerId, input, omiseKey, pageSize } from "../customers.js"
import { Customer, CustomerPage } from "../schemas/struct.js"
import { type Effects, ofEffects, type Peer, withoutSpans } from "./peer.js"

interface Page {
  readonly data: ReadonlyArray<unknown>
  readonly total: number
}

const countAll = <E>(page: (offset: number) => Effect.Effect<Page, E>) =>
  Stream.runCount(
    Stream.paginateChunkEffect(0, (offset) =>
      Effect.map(page(offset), ({ data, total }) => {
        const next = offset + data.length
        return [
          Chunk.unsafeFromArray(data),
          data.length > 0 && next < total ? Option.some(next) : Option.none()
        ] as const
      })
    )
  )

const authorized = (port: number) => (client: HttpClient.HttpClient) =>
  HttpClient.mapRequest(client, (request) =>
    request.pipe(
      HttpClientRequest.prependUrl(`http://127.0.0.1:${port}`),
      HttpClientRequest.basicAuth(omiseKey, ""),
      HttpClientRequest.setHeader("omise-version", "2019-05-29")
    )
  )

const alone = (port: number): Effect.Effect<Effects, never, HttpClient.HttpClient> =>
  Effect.map(HttpClient.HttpClient, (bare) => {
    const client = authorized(port)(bare)
    const json = Effect.flatMap(
      (response: { readonly json: Effect.Effect<unknown, unknown> }) => response.json
    )
    const page = (offset: number) =>
      // taken at its word, as the bare clients take it
      json(client.get(`/customers?offset=${offset}&limit=${pageSize}`)) as Effect.Effect<Page, unknown>
    return {
      retrieve: () => json(client.get(`/customers/${customerId}`)),
      create: () => json(client.post("/customers", { body: HttpBody.unsafeJson(input) })),
      page: () => page(0),
      stream: () => countAll(page)
    }
  })

const ofLayer = (name: string, layer: Layer.Layer<HttpClient.HttpClient>, quiet = false): Peer => ({
  name: quiet ? `${name}, quiet` : name,
  open: (port) => ofEffects(layer, alone(port), quiet ? withoutSpans : undefined)
})

export const platformFetch = ofLayer("platform fetch", FetchHttpClient.layer)
export const platformUndici = ofLayer("platform undici", NodeHttpClient.layerUndici)
export const platformFetchQuiet = ofLayer("platform fetch", FetchHttpClient.layer, true)
export const platformUndiciQuiet = ofLayer("platform undici", NodeHttpClient.layerUndici, true)

const api = HttpApi.make("Omise").add(
  HttpApiGroup.make("customers", { topLevel: true })
    .add(
      HttpApiEndpoint.get("retrieve")`/customers/${HttpApiSchema.param("id", Schema.String)}`.addSuccess(
        Customer
      )
    )
    .add(
      HttpApiEndpoint.post("create", "/customers")
        .setPayload(
          Schema.Struct({
            email: Schema.String,
            description: Schema.String,
            metadata: Schema.Record({ key: Schema.String, value: Schema.Unknown })
          })
        )
        .addSuccess(Customer)
    )
    .add(
      HttpApiEndpoint.get("list", "/customers")
        .setUrlParams(Schema.Struct({ offset: Schema.NumberFromString, limit: Schema.NumberFromString }))
        .addSuccess(CustomerPage)
    )
)

const derived = (port: number): Effect.Effect<Effects, never, HttpClient.HttpClient> =>
  Effect.map(HttpApiClient.make(api, { transformClient: authorized(port) }), (client) => {
    const page = (offset: number) => client.list({ urlParams: { offset, limit: pageSize } })
    return {
      retrieve: () => client.retrieve({ path: { id: customerId } }),
      create: () => client.create({ payload: input }),
      page: () => page(0),
      stream: () => countAll(page)
    }
  })

export const httpApiClient: Peer = {
  name: "HttpApiClient, undici",
  open: (port) => ofEffects(NodeHttpClient.layerUndici, derived(port))
}
