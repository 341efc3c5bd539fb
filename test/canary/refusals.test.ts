/** What the library refuses before anything is sent: the refusal names fields and rules, and repeats no value. */

import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import type { CustomersError } from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import * as DateTime from "#line/DateTime"
import * as Exit from "#line/Exit"
import * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import type { ConfigError } from "#line/test/Config"
import * as Config from "#line/test/Config"
import * as ConfigProvider from "#line/test/ConfigProvider"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import { assert, describe, it } from "#line/test/vitest"
import { scripted } from "../support/scripted.js"
import { observe } from "./evidence.js"
import { about, keys, search } from "./markers.js"
import { layers } from "./operations.js"

/** Whatever it is, TypeScript takes it: the input of a caller who has no types. */
// biome-ignore lint/suspicious/noExplicitAny: that is what it is for
const untyped = (value: unknown): any => value

const everything = Object.values(about).join(" ")

/** Ids that can't be one, each with a marker in it. */
const badIds: ReadonlyArray<string> = [
  `../${about.email}`,
  `${about.email}?key=${keys.omise}`,
  `${about.externalId}/cards`,
  `${about.name}#`,
  `${about.ip}\r\nx-injected: ${about.phone}`,
  about.cardToken,
  about.cardId
]

const cyclic: Record<string, unknown> = { [about.metadataKey]: about.metadata }
cyclic[about.name] = cyclic

type Use<R> = Effect.Effect<unknown, CustomersError, R>

const bepaid = (use: (service: BePaid.Service) => Use<never>) => Effect.flatMap(BePaid.BePaid, use)
const omise = (use: (service: Omise.Service) => Use<never>) => Effect.flatMap(Omise.Omise, use)
const stancer = (use: (service: Stancer.Service) => Use<never>) => Effect.flatMap(Stancer.Stancer, use)

const byBePaid: Readonly<Record<string, Use<BePaid.Provided>>> = {
  "create without an e-mail": bepaid((service) =>
    service.create(untyped({ ip: about.ip, firstName: about.name, phone: about.phone }))
  ),
  "create with objects for texts": bepaid((service) =>
    service.create(untyped({ email: { [about.email]: about.email }, ip: [about.ip], zip: 90731 }))
  ),
  "create of a text": bepaid((service) => service.create(untyped(about.email))),
  "a cursor that is none": Customers.list({ from: untyped(about.query) })
}

const byOmise: Readonly<Record<string, Use<Omise.Provided>>> = {
  "create with objects for texts": omise((service) =>
    service.create(untyped({ email: { [about.email]: about.email }, description: [about.description] }))
  ),
  "create with metadata that is a text": omise((service) =>
    service.create(untyped({ metadata: about.metadata, card: 7 }))
  ),
  "create with metadata that can't be written": omise((service) => service.create({ metadata: cyclic })),
  "update that changes nothing": omise((service) =>
    service.update(about.email, untyped({ [about.metadataKey]: about.metadata }))
  ),
  "update with a token for a card's id": omise((service) =>
    service.update(about.email, { defaultCard: about.cardToken })
  ),
  "list with texts for numbers": omise((service) =>
    service.list(untyped({ limit: about.phone, offset: about.zip, order: about.name }))
  ),
  "list from after to": omise((service) =>
    service.list({
      from: DateTime.makeUnsafe("2025-01-02T00:00:00Z"),
      to: DateTime.makeUnsafe("2025-01-01T00:00:00Z"),
      ...untyped({ query: about.query })
    })
  ),
  "search with filters of no form": omise((service) =>
    service.search(untyped({ query: { query: about.query }, filters: { created: about.email } }))
  ),
  "search with a page that is a text": omise((service) =>
    service.search(untyped({ query: about.query, page: about.query, perPage: 101 }))
  ),
  "a cursor that is none": Customers.list({ from: untyped(about.query) }),
  "a search from a cursor that is none": Customers.search(about.query, { from: untyped(about.email) }),
  "a stream from a cursor that is none": Stream.runDrain(Customers.stream({ from: untyped(about.email) })),
  "a neutral patch that names nothing": Customers.update(about.email, {})
}

const byStancer: Readonly<Record<string, Use<Stancer.Provided>>> = {
  "create with what is too long": stancer((service) =>
    service.create({
      email: everything,
      name: everything,
      mobile: everything,
      externalId: everything
    })
  ),
  "create with what is too short": stancer((service) =>
    service.create({ email: "z@q", name: "Zz", mobile: about.phone.slice(0, 5) })
  ),
  "create with objects for texts": stancer((service) =>
    service.create(untyped({ email: { [about.email]: about.email }, name: [about.name] }))
  ),
  "create with neither an e-mail nor a mobile": stancer((service) => service.create({ name: about.name })),
  "create in the other mode": stancer((service) => service.create({ email: about.email, liveMode: true })),
  "update that changes nothing": stancer((service) =>
    service.update(about.email, untyped({ [about.metadataKey]: about.metadata }))
  ),
  "update with what is too long": stancer((service) => service.update(about.email, { name: everything })),
  "a neutral create with what is too long": Customers.create({
    email: everything,
    ip: about.ip,
    name: everything
  }),
  "a neutral ensure with what is too long": Customers.ensure({ email: everything, ip: about.ip })
}

const takingAnId = {
  bepaid: (id: string) => [bepaid((service) => service.retrieve(id)), Customers.retrieve(id)],
  omise: (id: string) => [
    omise((service) => service.retrieve(id)),
    omise((service) => service.update(id, { email: about.email })),
    omise((service) => service.delete(id)),
    Customers.retrieve(id),
    Customers.update(id, { name: about.name }),
    Customers.delete(id)
  ],
  stancer: (id: string) => [
    stancer((service) => service.retrieve(id)),
    stancer((service) => service.update(id, { email: about.email })),
    stancer((service) => service.delete(id)),
    Customers.retrieve(id),
    Customers.update(id, { email: about.email }),
    Customers.delete(id)
  ]
}

/** It is refused, nothing is sent, and nothing of it shows a marker. */
const assertRefused = <R>(use: Use<R>, layer: Layer.Layer<R, ConfigError, never>) =>
  Effect.gen(function* () {
    const { exit, evidence } = yield* observe(Effect.exit(Effect.provide(use, layer)))
    assert.isTrue(Exit.isFailure(exit))
    const error = yield* Effect.flip(exit)
    assert.deepInclude(error, { _tag: "ValidationFailed", origin: "client" })
    assert.deepStrictEqual(search(evidence), [])
    // the fields of the library's own refusals hold its own words
    if (error._tag === "ValidationFailed")
      assert.deepStrictEqual(search([{ where: "errors", text: JSON.stringify(error.errors) }]), [])
  })

const offline = scripted([]).layer

describe("bePaid", () => {
  const layer = Layer.provide(layers.bepaid(), offline)
  it.effect.each(Object.entries(byBePaid))("%s", ([, use]) => assertRefused(use, layer))
  it.effect.each(badIds)("the id %j", (id) =>
    Effect.forEach(takingAnId.bepaid(id), (use) => assertRefused(use, layer))
  )
})

describe("Omise", () => {
  const layer = Layer.provide(layers.omise(), offline)
  it.effect.each(Object.entries(byOmise))("%s", ([, use]) => assertRefused(use, layer))
  it.effect.each(badIds)("the id %j", (id) =>
    Effect.forEach(takingAnId.omise(id), (use) => assertRefused(use, layer))
  )
})

describe("Stancer", () => {
  const layer = Layer.provide(layers.stancer(), offline)
  it.effect.each(Object.entries(byStancer))("%s", ([, use]) => assertRefused(use, layer))
  it.effect.each(badIds)("the id %j", (id) =>
    Effect.forEach(takingAnId.stancer(id), (use) => assertRefused(use, layer))
  )
})

describe("options", () => {
  const secret = Redacted.make
  const building = <R>(layer: Layer.Layer<R, ConfigError, HttpClient>): Effect.Effect<unknown, ConfigError> =>
    Effect.scoped(Layer.build(Layer.provide(layer, offline)))

  const refused: Readonly<Record<string, Effect.Effect<unknown, ConfigError>>> = {
    "a public key": building(layers.omise({ secretKey: secret(keys.omise.replace("skey", "pkey")) })),
    "a key in the open": building(layers.bepaid({ secretKey: untyped(keys.bepaid) })),
    "a key that is an object": building(
      layers.stancer({ secretKey: untyped(secret({ key: keys.stancer })) })
    ),
    "a shop id that holds the key": building(layers.bepaid({ shopId: `361:${keys.bepaid}` })),
    "a base URL that holds the key": building(
      layers.omise({ baseUrl: `https://${keys.omise}:@api.omise.co` })
    ),
    "a base URL with a query": building(
      layers.stancer({ baseUrl: `https://api.stancer.com?q=${about.query}` })
    ),
    "a base URL that is none": building(layers.stancer({ baseUrl: about.email })),
    "plain http": building(layers.stancer({ baseUrl: `http://${about.ip}` })),
    "a timeout that is none": building(layers.bepaid({ timeout: untyped(about.name) })),
    "a deadline that is none": building(layers.bepaid({ deadline: untyped(about.name) })),
    "retries that are no number": building(layers.bepaid({ retries: untyped(about.phone) })),
    "an API version that is none": building(layers.omise({ apiVersion: untyped(about.zip) }))
  }

  const configured = <R>(layer: Layer.Layer<R, ConfigError, HttpClient>, values: Record<string, string>) =>
    Effect.provide(building(layer), ConfigProvider.layer(ConfigProvider.fromEntries(Object.entries(values))))

  const misconfigured: typeof refused = {
    "a shop id of the environment that holds the key": configured(BePaid.layerConfig(), {
      BEPAID_SHOP_ID: `361:${keys.bepaid}`,
      BEPAID_SECRET_KEY: keys.bepaid
    }),
    "a public key of the environment": configured(Omise.layerConfig(), {
      OMISE_SECRET_KEY: keys.omise.replace("skey", "pkey")
    }),
    "retries of the environment that are no number": configured(
      Stancer.layerConfig({ secretKey: Config.Redacted("KEY"), retries: Config.succeed(Number.NaN) }),
      { KEY: keys.stancer }
    )
  }

  it.effect.each(Object.entries({ ...refused, ...misconfigured }))("%s", ([, build]) =>
    Effect.gen(function* () {
      const { exit, evidence } = yield* observe(Effect.exit(build))
      assert.isDefined(Config.pathOf(yield* Effect.flip(exit)))
      assert.deepStrictEqual(search(evidence), [])
    })
  )
})
