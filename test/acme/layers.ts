/** Acme's service and its layer. */
import type * as Redacted from "effect/Redacted"
import * as Context from "#line/Context"
import * as Effect from "#line/Effect"
import * as Layer from "#line/Layer"
import { Credentials, checkSecret } from "../../src/call/credentials.js"
import * as Pipeline from "../../src/call/pipeline.js"
import { type ClientOptions, checkSettings } from "../../src/call/settings.js"
import * as calls from "./calls.js"
import { dialect } from "./errors.js"
import { capabilities } from "./neutral.js"
import { Acme, type Service } from "./service.js"

export interface Options extends ClientOptions {
  readonly secretKey: Redacted.Redacted
}

const make = (options: Options) =>
  Effect.gen(function* () {
    const key = yield* Effect.fromResult(checkSecret("acme", options.secretKey, "Acme's secret key"))
    const settings = yield* Effect.fromResult(checkSettings(options, "https://api.acme.example"))
    const { run } = yield* Pipeline.make(dialect, settings, new Credentials(key))
    const service: Service = {
      create: (input) => run(calls.create(input)),
      retrieve: (id) => run(calls.retrieve(id)),
      delete: (id) => run(calls.remove(id))
    }
    return service
  })

export const layer = (options: Options) =>
  Layer.effectContext(
    Effect.map(make(options), (service) => Context.add(capabilities(service), Acme, service))
  )
