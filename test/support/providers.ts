/** The test layer of each provider and what the suites that hold all of them to the same promises must know. */

import * as Redacted from "effect/Redacted"
import type * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as FastCheck from "fast-check"
import type * as Context from "#line/Context"
import * as Layer from "#line/Layer"
import type * as Scope from "#line/Scope"
import type * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"

export type Capability = "Create" | "Retrieve" | "Update" | "Delete" | "List" | "Search" | "Find" | "Ensure"

export interface Subject {
  readonly name: string
  /** What its customers and errors say of their provider. */
  readonly provider: string
  /** Is it reached over sockets, which need real time? */
  readonly live?: boolean
  /** docs/capabilities.md, as data. */
  readonly can: ReadonlyArray<Capability>
  readonly build: (options?: {
    readonly secretKey?: Redacted.Redacted
    readonly transformClient?: (client: HttpClient) => HttpClient
  }) => Effect.Effect<Context.Context<never>, never, Scope.Scope>
  readonly unknownId: string
  readonly anotherKey: Redacted.Redacted
}

const build =
  <A, O>(layer: (options?: O) => Layer.Layer<A>) =>
  (options?: O) =>
    // which services are there is what the suites look for, so their types are forgotten here
    Layer.build(layer(options)) as Effect.Effect<Context.Context<never>, never, Scope.Scope>

export const subjects: ReadonlyArray<Subject> = [
  {
    name: "bepaid",
    provider: "bepaid",
    can: ["Create", "Retrieve", "List", "Find", "Ensure"],
    build: build(BePaidTest.layer),
    unknownId: "cst_ffffffffffffffff",
    anotherKey: Redacted.make("another-key")
  },
  {
    name: "omise",
    provider: "omise",
    can: ["Create", "Retrieve", "Update", "Delete", "List", "Search", "Find", "Ensure"],
    build: build(OmiseTest.layer),
    unknownId: "cust_test_zzzzzzzzzzzzzzzzzzz",
    anotherKey: Redacted.make("skey_test_another")
  },
  {
    name: "stancer",
    provider: "stancer",
    can: ["Create", "Retrieve", "Update", "Delete", "Ensure"],
    build: build(StancerTest.layer),
    unknownId: "cust_ffffffffffffffffffffffff",
    anotherKey: Redacted.make("stest_another")
  },
  {
    name: "stancer v2",
    provider: "stancer",
    can: ["Create", "Retrieve", "Update", "Delete", "List", "Find", "Ensure"],
    build: build(StancerTest.layerV2),
    unknownId: "cust_ffffffffffffffffffffffff",
    anotherKey: Redacted.make("stest_another")
  }
]

const text = (minLength: number, maxLength: number) =>
  FastCheck.string({ minLength, maxLength, unit: "grapheme" }).filter((value) => {
    const { length } = Array.from(value)
    return length >= minLength && length <= maxLength
  })

/** Input that every provider takes: the narrowest limits are Stancer's. */
export const input: FastCheck.Arbitrary<Customers.CustomerInput> = FastCheck.record(
  {
    email: FastCheck.stringMatching(/^[a-z]{1,20}\+[0-9]{1,6}@example\.(com|fr)$/),
    ip: FastCheck.ipV4(),
    name: text(3, 64),
    phone: FastCheck.stringMatching(/^\+[0-9]{8,15}$/),
    // `ensure` and `update` refuse one with white space at its ends
    externalId: text(1, 36).filter((value) => value.trim() === value)
  },
  { requiredKeys: ["email", "ip"] }
)

/** A patch that names something. */
export const patch: FastCheck.Arbitrary<Customers.CustomerPatch> = input
  .map(({ ip: _, ...fields }) => fields)
  .chain((fields) =>
    FastCheck.subarray(Object.keys(fields), { minLength: 1 }).map((names) =>
      Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name)))
    )
  )
