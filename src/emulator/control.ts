/** A test's hold on an emulator in the same process: what goes wrong, what was asked, what is held. */
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

/** A new emulator, the client that reaches it, and the hold on both. What is under way ends with the layer. */
export const controlled = <I>(
  tag: Context.Key<I, Control>,
  makeEmulator: () => Emulator
): Layer.Layer<I | HttpClient.HttpClient> =>
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
