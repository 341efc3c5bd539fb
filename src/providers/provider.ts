/** What every provider's layers are made with. */
import * as Config from "#line/Config"
import * as Effect from "#line/Effect"
import type { HttpClient } from "#line/HttpClient"
import * as Layer from "#line/Layer"
import type { ClientOptions } from "../call/settings.js"

/** The options that a configuration can hold. */
export type Configurable<Options extends ClientOptions> = Omit<Options, "transformClient" | "requestInit">

/** A layer whose options are read when it is built. */
export const fromConfig = <Options extends ClientOptions, A>(
  layer: (options: Configurable<Options>) => Layer.Layer<A, Config.ConfigError, HttpClient>,
  config: Config.Wrap<Configurable<Options>>
): Layer.Layer<A, Config.ConfigError, HttpClient> => Layer.unwrap(Effect.map(Config.unwrap(config), layer))
