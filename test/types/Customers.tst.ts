/** The table of docs/capabilities.md as types: what a program asks for, and what is left once a layer is provided. */

import type * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import { describe, expect, test } from "tstyche"
import type { ConfigError } from "#line/Config"
import type * as DateTime from "#line/DateTime"
import type { HttpClient } from "#line/HttpClient"
import type * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as Config from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import type { Creating, Finding, Refusing, Updating } from "./errors.js"

test("an outcome is one of three", () => {
  expect<CustomersError.Outcome>().type.toBe<"NotSent" | "Refused" | "Unknown">()
  expect<CustomersError.UnexpectedResponse["outcome"]>().type.toBe<CustomersError.Outcome>()
  expect<CustomersError.Unavailable["outcome"]>().type.toBe<CustomersError.Outcome>()
})

test("errors in neutral names are those of a refusal", () => {
  expect(CustomersError.neutralErrors).type.toBe<
    (error: CustomersError.ValidationFailed) => CustomersError.FieldErrors
  >()
  expect(CustomersError.neutralErrors).type.not.toBeCallableWith({} as CustomersError.NotFound)
})

test("a retry budget is a number, from the environment too", () => {
  expect<Omise.Options["retryBudget"]>().type.toBe<number | undefined>()
  expect(Omise.layerConfig).type.toBeCallableWith({
    secretKey: Config.Redacted("KEY"),
    retryBudget: Config.Int("RETRY_BUDGET")
  })
})

describe("what each function gives, can fail with and requires", () => {
  test("create", () => {
    expect(Customers.create).type.toBe<
      (input: Customers.CustomerInput) => Effect.Effect<Customers.Customer, Creating, Customers.Create>
    >()
  })

  test("retrieve", () => {
    expect(Customers.retrieve).type.toBe<
      (id: string) => Effect.Effect<Customers.Customer, Finding, Customers.Retrieve>
    >()
  })

  test("update", () => {
    expect(Customers.update).type.toBe<
      (
        id: string,
        patch: Customers.CustomerPatch
      ) => Effect.Effect<Option.Option<Customers.Customer>, Updating, Customers.Update>
    >()
  })

  test("delete", () => {
    expect(Customers.delete).type.toBe<(id: string) => Effect.Effect<void, Finding, Customers.Delete>>()
  })

  test("list and stream", () => {
    expect(Customers.list).type.toBe<
      (options?: Customers.ListOptions) => Effect.Effect<Customers.Page, Refusing, Customers.List>
    >()
    expect(Customers.stream).type.toBe<
      (options?: Customers.ListOptions) => Stream.Stream<Customers.Customer, Refusing, Customers.List>
    >()
  })

  test("search and searchStream", () => {
    expect(Customers.search).type.toBe<
      (
        query: string,
        options?: Customers.SearchOptions
      ) => Effect.Effect<Customers.Page, Refusing, Customers.Search>
    >()
    expect(Customers.searchStream).type.toBe<
      (
        query: string,
        options?: Customers.SearchOptions
      ) => Stream.Stream<Customers.Customer, Refusing, Customers.Search>
    >()
  })

  test("findByEmail and findByExternalId", () => {
    expect(Customers.findByEmail).type.toBe<
      (email: string) => Stream.Stream<Customers.Customer, Refusing, Customers.Find>
    >()
    expect(Customers.findByExternalId).type.toBe<
      (externalId: string) => Stream.Stream<Customers.Customer, Refusing, Customers.Find>
    >()
  })

  test("ensure", () => {
    expect(Customers.ensure).type.toBe<
      (
        input: Customers.CustomerInput,
        options?: Customers.EnsureOptions
      ) => Effect.Effect<Customers.Ensured, Creating, Customers.Ensure>
    >()
  })

  test("ensureAll: what the stream of inputs requires and fails with, and what ensure requires", () => {
    const inputs: Stream.Stream<Customers.CustomerInput, "broken row", Customers.Retrieve> =
      Stream.fail("broken row")
    expect(Customers.ensureAll(inputs)).type.toBe<
      Stream.Stream<Customers.EnsuredElement, "broken row" | Refusing, Customers.Retrieve | Customers.Ensure>
    >()
  })

  test("withOptions changes no type", () => {
    const program = Customers.retrieve("id")
    expect(Customers.withOptions(program, { retries: 0 })).type.toBe<typeof program>()
    expect(program.pipe(Customers.withOptions({ retries: 0 }))).type.toBe<typeof program>()
  })

  test("a program requires each capability that it uses, and no other", () => {
    const program = Effect.gen(function* () {
      const { id } = yield* Customers.create({ email: "customer@example.com", ip: "127.0.0.1" })
      yield* Customers.retrieve(id)
      yield* Customers.delete(id)
    })
    expect<Effect.Services<typeof program>>().type.toBe<
      Customers.Create | Customers.Retrieve | Customers.Delete
    >()
  })

  test("a tag's service is its functions, without requirements", () => {
    expect<(typeof Customers.Create)["Service"]>().type.toBe<{
      readonly create: (input: Customers.CustomerInput) => Effect.Effect<Customers.Customer, Creating>
    }>()
    expect<(typeof Customers.Delete)["Service"]>().type.toBe<{
      readonly delete: (id: string) => Effect.Effect<void, Finding>
    }>()
    expect<keyof (typeof Customers.List)["Service"]>().type.toBe<"list" | "stream">()
    expect<keyof (typeof Customers.Search)["Service"]>().type.toBe<"search" | "searchStream">()
  })
})

const input = { email: "customer@example.com", ip: "127.0.0.1" }

/** A program of each capability, as a user would give it a layer. */
const given = <A, E, R>(layer: Layer.Layer<A, E, R>) => ({
  Create: Effect.provide(Customers.create(input), layer),
  Retrieve: Effect.provide(Customers.retrieve("id"), layer),
  Update: Effect.provide(Customers.update("id", { name: "John Doe" }), layer),
  Delete: Effect.provide(Customers.delete("id"), layer),
  List: Effect.provide(Customers.list(), layer),
  Search: Effect.provide(Customers.search("john"), layer),
  Find: Effect.provide(Stream.runDrain(Customers.findByEmail("customer@example.com")), layer),
  Ensure: Effect.provide(Customers.ensure(input), layer),
  stream: Effect.provide(Stream.runDrain(Customers.stream()), layer),
  searchStream: Effect.provide(Stream.runDrain(Customers.searchStream("john")), layer)
})

type Requires<Programs> = {
  [Name in keyof Programs]: Programs[Name] extends Effect.Effect<unknown, unknown, infer R> ? R : "no program"
}

const secretKey = Redacted.make("secret")

describe("bePaid creates, retrieves, lists, finds and ensures", () => {
  const live = given(BePaid.layer({ shopId: "361", secretKey }))
  const emulated = given(BePaidTest.layer())

  test("its layer leaves the HttpClient, and the tag of what bePaid lacks", () => {
    expect<Requires<typeof live>>().type.toBe<{
      Create: HttpClient
      Retrieve: HttpClient
      Update: HttpClient | Customers.Update
      Delete: HttpClient | Customers.Delete
      List: HttpClient
      Search: HttpClient | Customers.Search
      Find: HttpClient
      Ensure: HttpClient
      stream: HttpClient
      searchStream: HttpClient | Customers.Search
    }>()
    expect(live.Create).type.toBe<Effect.Effect<Customers.Customer, Creating | ConfigError, HttpClient>>()
  })

  test("its test layer leaves the tag alone", () => {
    expect<Requires<typeof emulated>>().type.toBe<{
      Create: never
      Retrieve: never
      Update: Customers.Update
      Delete: Customers.Delete
      List: never
      Search: Customers.Search
      Find: never
      Ensure: never
      stream: never
      searchStream: Customers.Search
    }>()
    expect(emulated.Create).type.toBe<Effect.Effect<Customers.Customer, Creating>>()
  })

  test("what lacks something can't be run", () => {
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Create)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Retrieve)
    expect(Effect.runPromise).type.not.toBeCallableWith(emulated.Update)
    expect(Effect.runPromise).type.not.toBeCallableWith(emulated.Delete)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.List)
    expect(Effect.runPromise).type.not.toBeCallableWith(emulated.Search)
  })
})

describe("Omise does all of it", () => {
  const live = given(Omise.layer({ secretKey }))
  const emulated = given(OmiseTest.layer())

  test("its layer leaves the HttpClient", () => {
    expect<Requires<typeof live>>().type.toBe<{
      Create: HttpClient
      Retrieve: HttpClient
      Update: HttpClient
      Delete: HttpClient
      List: HttpClient
      Search: HttpClient
      Find: HttpClient
      Ensure: HttpClient
      stream: HttpClient
      searchStream: HttpClient
    }>()
    expect(live.Search).type.toBe<Effect.Effect<Customers.Page, Refusing | ConfigError, HttpClient>>()
  })

  test("its test layer leaves nothing", () => {
    expect<Requires<typeof emulated>>().type.toBe<{
      Create: never
      Retrieve: never
      Update: never
      Delete: never
      List: never
      Search: never
      Find: never
      Ensure: never
      stream: never
      searchStream: never
    }>()
    expect(emulated.Search).type.toBe<Effect.Effect<Customers.Page, Refusing>>()
  })

  test("every program can be run", () => {
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Create)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Retrieve)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Update)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Delete)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.List)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Search)
  })
})

describe("Stancer's API v1 creates, retrieves, updates, deletes and ensures", () => {
  const live = given(Stancer.layer({ secretKey }))
  const emulated = given(StancerTest.layer())

  test("its layer leaves the HttpClient, and the tag of what API v1 lacks", () => {
    expect<Requires<typeof live>>().type.toBe<{
      Create: HttpClient
      Retrieve: HttpClient
      Update: HttpClient
      Delete: HttpClient
      List: HttpClient | Customers.List
      Search: HttpClient | Customers.Search
      Find: HttpClient | Customers.Find
      Ensure: HttpClient
      stream: HttpClient | Customers.List
      searchStream: HttpClient | Customers.Search
    }>()
    expect(live.Delete).type.toBe<Effect.Effect<void, Finding | ConfigError, HttpClient>>()
  })

  test("its test layer leaves the tag alone", () => {
    expect<Requires<typeof emulated>>().type.toBe<{
      Create: never
      Retrieve: never
      Update: never
      Delete: never
      List: Customers.List
      Search: Customers.Search
      Find: Customers.Find
      Ensure: never
      stream: Customers.List
      searchStream: Customers.Search
    }>()
    expect(emulated.Delete).type.toBe<Effect.Effect<void, Finding>>()
  })

  test("what lacks something can't be run", () => {
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Create)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Retrieve)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Update)
    expect(Effect.runPromise).type.toBeCallableWith(emulated.Delete)
    expect(Effect.runPromise).type.not.toBeCallableWith(emulated.List)
    expect(Effect.runPromise).type.not.toBeCallableWith(emulated.Search)
  })
})

describe("what a layer supplies", () => {
  type Everything =
    | Customers.Create
    | Customers.Retrieve
    | Customers.Update
    | Customers.Delete
    | Customers.List
    | Customers.Search
    | Customers.Find
    | Customers.Ensure

  type OfBePaid = Exclude<Everything, Customers.Update | Customers.Delete | Customers.Search>
  type OfStancer = Exclude<Everything, Customers.List | Customers.Search | Customers.Find>
  type OfStancerV2 = Exclude<Everything, Customers.Search>
  type Native = Stancer.Stancer | Stancer.StancerV2

  type Made<Provides> = Layer.Layer<Provides, ConfigError, HttpClient>

  test("its own service and the capabilities, also from configuration; in tests a hold on the emulator as well", () => {
    expect(BePaid.layer).type.toBe<(options: BePaid.Options) => Made<BePaid.BePaid | OfBePaid>>()
    expect(BePaid.layerConfig()).type.toBe<Made<BePaid.BePaid | OfBePaid>>()
    expect<ReturnType<typeof BePaid.layerConfig>>().type.toBe<Made<BePaid.BePaid | OfBePaid>>()
    expect(BePaidTest.layer()).type.toBe<Layer.Layer<BePaid.BePaid | OfBePaid | BePaidTest.Control>>()

    expect(Omise.layer).type.toBe<(options: Omise.Options) => Made<Omise.Omise | Everything>>()
    expect(Omise.layerConfig()).type.toBe<Made<Omise.Omise | Everything>>()
    expect(OmiseTest.layer()).type.toBe<Layer.Layer<Omise.Omise | Everything | OmiseTest.Control>>()

    expect(Stancer.layer).type.toBe<(options: Stancer.Options) => Made<Stancer.Stancer | OfStancer>>()
    expect(Stancer.layerConfig()).type.toBe<Made<Stancer.Stancer | OfStancer>>()
    expect(StancerTest.layer()).type.toBe<Layer.Layer<Stancer.Stancer | OfStancer | StancerTest.Control>>()

    expect(Stancer.layerV2).type.toBe<(options: Stancer.Options) => Made<Native | OfStancerV2>>()
    expect(Stancer.layerConfigV2()).type.toBe<Made<Native | OfStancerV2>>()
    expect(StancerTest.layerV2()).type.toBe<Layer.Layer<Native | OfStancerV2 | StancerTest.Control>>()
  })

  test("layerNative supplies no capability, so that two providers can be merged", () => {
    expect(BePaid.layerNative).type.toBe<(options: BePaid.Options) => Made<BePaid.BePaid>>()
    expect(Omise.layerNative).type.toBe<(options: Omise.Options) => Made<Omise.Omise>>()
    expect(Stancer.layerNative).type.toBe<(options: Stancer.Options) => Made<Stancer.Stancer>>()
    expect(Stancer.layerNativeV2).type.toBe<(options: Stancer.Options) => Made<Native>>()
  })

  test("what a layer is made of is required, and of known values", () => {
    expect(BePaid.layer).type.not.toBeCallableWith({ secretKey })
    expect(BePaid.layer).type.not.toBeCallableWith({ shopId: "361" })
    expect(BePaid.layer).type.not.toBeCallableWith()
    expect(Omise.layer).type.not.toBeCallableWith()
    expect(Omise.layer).type.toBeCallableWith({ secretKey, apiVersion: "2017-11-02" as const })
    expect(Omise.layer).type.not.toBeCallableWith({ secretKey, apiVersion: "2014-07-27" as const })
    expect(Stancer.layer).type.not.toBeCallableWith()
    expect(Stancer.layerV2).type.not.toBeCallableWith()
  })
})

describe("a key is accepted only as Redacted", () => {
  const bare = { secretKey: "secret" }
  const redacted = { secretKey }
  const shop = { shopId: "361" }

  test("in options", () => {
    expect(BePaid.layer).type.toBeCallableWith({ ...shop, ...redacted })
    expect(BePaid.layer).type.not.toBeCallableWith({ ...shop, ...bare })
    expect(BePaid.layerNative).type.not.toBeCallableWith({ ...shop, ...bare })
    expect(BePaid.make).type.not.toBeCallableWith({ ...shop, ...bare })
    expect(BePaidTest.layer).type.not.toBeCallableWith(bare)

    expect(Omise.layer).type.toBeCallableWith(redacted)
    expect(Omise.layer).type.not.toBeCallableWith(bare)
    expect(Omise.layerNative).type.not.toBeCallableWith(bare)
    expect(Omise.make).type.not.toBeCallableWith(bare)
    expect(Omise.mode).type.not.toBeCallableWith("secret")
    expect(OmiseTest.layer).type.not.toBeCallableWith(bare)

    expect(Stancer.layer).type.toBeCallableWith(redacted)
    expect(Stancer.layer).type.not.toBeCallableWith(bare)
    expect(Stancer.layerV2).type.toBeCallableWith(redacted)
    expect(Stancer.layerV2).type.not.toBeCallableWith(bare)
    expect(Stancer.layerNative).type.not.toBeCallableWith(bare)
    expect(Stancer.make).type.not.toBeCallableWith(bare)
    expect(Stancer.mode).type.not.toBeCallableWith("secret")
    expect(StancerTest.layer).type.not.toBeCallableWith(bare)
  })

  test("in configuration", () => {
    const bareConfig = { secretKey: Config.String("KEY") }
    const redactedConfig = { secretKey: Config.Redacted("KEY") }
    const shopConfig = { shopId: Config.String("SHOP") }

    expect(BePaid.layerConfig).type.toBeCallableWith({ ...shopConfig, ...redactedConfig })
    expect(BePaid.layerConfig).type.not.toBeCallableWith({ ...shopConfig, ...bareConfig })
    expect(Omise.layerConfig).type.toBeCallableWith(redactedConfig)
    expect(Omise.layerConfig).type.not.toBeCallableWith(bareConfig)
    expect(Stancer.layerConfig).type.toBeCallableWith(redactedConfig)
    expect(Stancer.layerConfig).type.not.toBeCallableWith(bareConfig)
  })
})

describe("what goes in", () => {
  test("email and ip are required; what may be missing may be undefined, and is never null", () => {
    type Required = { readonly email: string; readonly ip: string }
    expect<Required>().type.toBeAssignableTo<Customers.CustomerInput>()
    expect<Omit<Required, "ip">>().type.not.toBeAssignableTo<Customers.CustomerInput>()
    expect<Omit<Required, "email">>().type.not.toBeAssignableTo<Customers.CustomerInput>()
    expect<Required & { name: string | undefined }>().type.toBeAssignableTo<Customers.CustomerInput>()
    expect<Required & { name: null }>().type.not.toBeAssignableTo<Customers.CustomerInput>()
  })

  test("a list can begin with who is new, a search can't", () => {
    expect<{ createdFrom: DateTime.Utc }>().type.toBeAssignableTo<Customers.ListOptions>()
    expect<Customers.SearchOptions>().type.not.toHaveProperty("createdFrom")
  })

  test("a list goes on from a cursor, not from any string", () => {
    expect<{ from: Customers.Cursor }>().type.toBeAssignableTo<Customers.ListOptions>()
    expect<{ from: string }>().type.not.toBeAssignableTo<Customers.ListOptions>()
  })
})
