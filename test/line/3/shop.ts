/** The shop's server, as a function from `Request` to `Response` on the test's Clock. */
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpServer from "@effect/platform/HttpServer"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import type { Scope } from "effect/Scope"
import type * as Customers from "effect-payment-customers/Customers"
import { type Profiles, type Sessions, ShopApi } from "../../../docs/examples/effect-3/server.js"

type App = Context.Context<Customers.Ensure | Customers.Retrieve | Customers.Delete | Profiles>

/** @param log takes each line that is logged */
export const handlerOf = (
  app: App,
  sessions: Layer.Layer<Sessions>,
  log: (line: string) => void
): Effect.Effect<(request: Request) => Promise<Response>, never, Scope> =>
  Effect.gen(function* () {
    const clock = yield* Effect.clock
    const { handler } = yield* Effect.acquireRelease(
      Effect.sync(() =>
        HttpApiBuilder.toWebHandler(
          Layer.mergeAll(
            Layer.provide(ShopApi, Layer.merge(Layer.succeedContext(app), sessions)),
            HttpServer.layerContext,
            Layer.setClock(clock),
            Logger.replace(Logger.defaultLogger, Logger.map(Logger.stringLogger, log))
          )
        )
      ),
      ({ dispose }) => Effect.promise(dispose)
    )
    return handler
  })
