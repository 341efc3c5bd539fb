/**
 * A limit for each account: how many requests it may make in a window, how many at a time. It is off until a layer's
 * options have `rateLimit`.
 *
 * The limit belongs to the account and not to the layer: two layers with the same credentials share it. By default
 * it is kept in this process's memory; `effect-payment-customers/rateLimitRedis` shares it between processes.
 *
 * @module
 * @since 0.1.0
 */
import * as Context from "#line/Context"
import type * as Duration from "#line/Duration"
import * as Layer from "#line/Layer"
import { inMemory } from "./limits/memory.js"
import type { Service } from "./limits/types.js"

export type { Claim, Limits, Service } from "./limits/types.js"

/**
 * The option `rateLimit` of each provider's layer.
 *
 * @since 0.1.0
 * @category models
 */
export interface Options {
  /** The most requests in any window: 1 or more. Each attempt is one, so a retry takes a place as well. */
  readonly requests: number
  /** The length of the window. A fraction of a millisecond is rounded up. */
  readonly window: Duration.Input
  /** The most requests that are under way at a time in this process. Default: no limit. */
  readonly concurrency?: number | undefined
  /**
   * Names the account, where the credentials do not: an account with two keys, one that another program uses as well.
   * Default: the provider and a digest of the base URL and the credentials, from which nothing can be read back.
   */
  readonly account?: string | undefined
}

/**
 * Where the limits are kept. The default is in memory, one for the whole process. A provider's layer takes what is in
 * its context when it is built.
 *
 * @since 0.1.0
 * @category services
 */
export const RateLimit = Context.Reference<Service>("effect-payment-customers/RateLimit", {
  defaultValue: () => inMemory()
})

/**
 * Limits in memory that nobody else shares, such as those of a single test.
 *
 * @since 0.1.0
 * @category layers
 */
export const layerMemory: Layer.Layer<never> = Layer.sync(RateLimit, inMemory)
