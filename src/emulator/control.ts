/** A test's hold on an emulator in the same process: what goes wrong, what was asked, what is held. */
import type { ConfigError } from "#line/Config"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import * as HttpClient from "#line/HttpClient"
import * as Layer from "#line/Layer"
import { Emulated } from "../turns/account.js"
import { type Control, makeDesk } from "./desk.js"
import type { Emulator } from "./http.js"
import { clientOf } from "./inProcess.js"
import { carryOnInScope } from "./underWay.js"

export type { Control, FaultRule, SeenRequest } from "./desk.js"

/** Each emulator is an account of its own, under the same key: what `ensure` knows of one says nothing of another. */
let built = 0

/** A new emulator and the client that reaches it. What is under way ends with the layer. */
export const emulated = <I>(tag: Context.Key<I, Control>, makeEmulator: () => Emulator) =>
  Layer.effectContext(
    Effect.map(carryOnInScope, (carryOn) => {
      const { exchange, control } = makeDesk(makeEmulator, { carryOn })
      built += 1
      return Context.make(HttpClient.HttpClient, clientOf(exchange)).pipe(
        Context.add(tag, control),
        Context.add(Emulated, built)
      )
    })
  )

/** A provider's layer over a new emulator, and the hold on it. */
export const testLayer = <I, A>(
  tag: Context.Key<I, Control>,
  makeEmulator: () => Emulator,
  layer: Layer.Layer<A, ConfigError, HttpClient.HttpClient>
): Layer.Layer<A | I> => {
  const below = emulated(tag, makeEmulator)
  return layer.pipe(
    Layer.provide(below),
    Layer.merge(Layer.flatMap(below, (context) => Layer.succeedContext(Context.pick(tag)(context)))),
    Layer.orDie
  )
}
