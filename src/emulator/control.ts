/** A test's hold on an emulator in the same process: what goes wrong, what was asked, what is held. */
import * as HttpClient from "@effect/platform/HttpClient"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { type Control, makeDesk } from "./desk.js"
import type { Emulator } from "./http.js"
import { clientOf } from "./inProcess.js"

export type { Control, FaultRule, SeenRequest } from "./desk.js"

/** A new emulator, the client that reaches it, and the hold on both. */
export const controlled = <I>(
  tag: Context.Tag<I, Control>,
  makeEmulator: () => Emulator
): Layer.Layer<I | HttpClient.HttpClient> =>
  Layer.effectContext(
    Effect.sync(() => {
      const { exchange, control } = makeDesk(makeEmulator)
      return Context.make(HttpClient.HttpClient, clientOf(exchange)).pipe(Context.add(tag, control))
    })
  )
