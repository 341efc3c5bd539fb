/** An operation of a provider, called with markers wherever it takes something. */

import type { CustomersError } from "effect-payment-customers/CustomersError"
import type * as Layer from "#line/Layer"
import type { ConfigError } from "#line/test/Config"
import * as Effect from "#line/test/Effect"
import type { HttpClient } from "#line/test/HttpClient"
import type { ClientOptions } from "../../../src/call/settings.js"
import { about, type keys } from "../markers.js"

export interface Operation {
  /** `bepaid: BePaid.create`, `bepaid: Customers.create`; what stands after a comma tells two of one apart. */
  readonly name: string
  readonly provider: keyof typeof keys
  readonly run: (options: ClientOptions) => Effect.Effect<unknown, CustomersError | ConfigError, HttpClient>
  /** The markers that its requests hold, beside the key. */
  readonly sends: ReadonlyArray<string>
  /** The body of an answer that is a success. */
  readonly found: unknown
  /** The bodies that bring the operation as far as the request that is answered with its outcome. */
  readonly before: ReadonlyArray<unknown>
}

/** The operation, the markers that it sends, its answer, and the bodies that come before that answer. */
export type Row<R> = readonly [
  use: Effect.Effect<unknown, CustomersError, R>,
  sends?: ReadonlyArray<string> | undefined,
  found?: unknown,
  before?: ReadonlyArray<unknown>
]

/** The id of the customer is what somebody might take for one. */
export const id = about.email

export const customer = {
  email: about.email,
  ip: about.ip,
  name: about.name,
  phone: about.phone,
  externalId: about.externalId
}

const { ip: _, ...withoutIp } = customer
export const patch = withoutIp

/** @param found what is answered where a row says nothing else */
export const operationsOf =
  <R>(
    name: string,
    provider: keyof typeof keys,
    layer: (options: ClientOptions) => Layer.Layer<R, ConfigError, HttpClient>,
    found: unknown
  ) =>
  (rows: Readonly<Record<string, Row<R>>>): ReadonlyArray<Operation> =>
    Object.entries(rows).map(([operation, [use, sends = [], otherwise = found, before = []]]) => ({
      name: `${name}: ${operation}`,
      provider,
      run: (options) => Effect.provide(use, layer(options)),
      sends,
      found: otherwise,
      before
    }))
