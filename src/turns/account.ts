/** An account at a provider, as `ensure` tells it from others. */
import * as Context from "#line/Context"
import type * as Duration from "#line/Duration"
import * as Effect from "#line/Effect"
import type { Credentials } from "../call/credentials.js"
import type { Settings } from "../call/settings.js"
import * as Turns from "../Turns.js"

export interface Account {
  readonly provider: string
  /** Tells accounts apart. The credentials stand in it: it never leaves the process. */
  readonly text: string
  readonly credentials: Credentials
  /** How long a create whose end is not known may still be carried out. */
  readonly settlingTime: Duration.Duration
  /** Those of the context that the layer was built in. */
  readonly turns: Turns.Service
}

/** The test layer that stands for the provider: each has customers of its own, under the same credentials. */
export const Emulated = Context.Reference<number>("effect-payment-customers/Emulated", {
  defaultValue: () => 0
})

export const make = (
  provider: string,
  { baseUrl, settlingTime }: Settings,
  credentials: Credentials
): Effect.Effect<Account> =>
  Effect.map(Effect.all([Emulated, Turns.Turns]), ([emulated, turns]) => ({
    provider,
    text: credentials.text(provider, baseUrl, emulated),
    credentials,
    settlingTime,
    turns
  }))
