/** The providers' real layers over emulators that are reached by HTTP, as subjects of the contract. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Emulator from "effect-payment-customers/emulator"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import type * as Context from "#line/Context"
import * as FetchHttpClient from "#line/FetchHttpClient"
import * as Layer from "#line/Layer"
import type * as Scope from "#line/Scope"
import type { ConfigError } from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import { type Subject, subjects } from "./providers.js"

type Asked = NonNullable<Parameters<Subject["build"]>[0]>

/** Where the emulators are, new for each test. */
export type Place = Effect.Effect<
  { readonly served: Emulator.Served; readonly client: Layer.Layer<HttpClient> },
  Error,
  Scope.Scope
>

/** The web handler in the place of `fetch`: no socket. */
export const byHandler: Place = Effect.sync(() => {
  const handler = Emulator.makeHandler()
  const fetch: typeof globalThis.fetch = (input, init) => handler(new Request(input, init))
  const url = "http://localhost"
  const pair = ({ testKey, liveKey }: Emulator.Keys["omise"]) => ({
    testKey: Redacted.make(testKey),
    liveKey: Redacted.make(liveKey)
  })
  const { bepaid, omise, stancer } = Emulator.keys
  return {
    served: {
      url,
      bepaid: {
        baseUrl: `${url}/bepaid`,
        shopId: bepaid.shopId,
        secretKey: Redacted.make(bepaid.secretKey)
      },
      omise: { baseUrl: `${url}/omise`, ...pair(omise) },
      stancer: { baseUrl: `${url}/stancer`, ...pair(stancer) }
    },
    client: Layer.provide(FetchHttpClient.layer, Layer.succeed(FetchHttpClient.Fetch, fetch))
  }
})

/** The loopback server, met by a client of its own. */
export const bySocket = (client: Layer.Layer<HttpClient>, options?: Emulator.ServeOptions): Place =>
  Effect.map(Emulator.serve(options), (served) => ({ served, client }))

const layers: Readonly<
  Record<string, (served: Emulator.Served, asked: Asked) => Layer.Layer<never, ConfigError, HttpClient>>
> = {
  bepaid: ({ bepaid }, asked) => BePaid.layer({ ...bepaid, ...asked }),
  omise: ({ omise: { baseUrl, testKey } }, asked) => Omise.layer({ baseUrl, secretKey: testKey, ...asked }),
  stancer: ({ stancer: { baseUrl, testKey } }, asked) =>
    Stancer.layer({ baseUrl, secretKey: testKey, ...asked }),
  "stancer v2": ({ stancer: { baseUrl, testKey } }, asked) =>
    Stancer.layerV2({ baseUrl, secretKey: testKey, ...asked })
}

/** The contract's subjects, each over emulators of its own at such a place. */
export const servedSubjects = (place: Place): ReadonlyArray<Subject> =>
  subjects.map((subject) => ({
    ...subject,
    live: true,
    build: (asked = {}) =>
      Effect.flatMap(place, ({ served, client }) => {
        const layer = layers[subject.name]?.(served, asked) ?? Layer.empty
        // which services are there is what the suite looks for, so their types are forgotten here
        return Layer.build(Layer.provide(layer, client)) as Effect.Effect<
          Context.Context<never>,
          ConfigError,
          Scope.Scope
        >
      }).pipe(Effect.orDie)
  }))
