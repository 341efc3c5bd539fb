/** The shop's server, as a function from `Request` to `Response` on the test's Clock. */
import * as Clock from "effect/Clock"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as HttpRouter from "effect/http/HttpRouter"
import * as HttpServer from "effect/http/HttpServer"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import type { Scope } from "effect/Scope"
import type * as Customers from "effect-payment-customers/Customers"
import { type Profiles, type Sessions, ShopApi } from "../../../docs/examples/server.js"

type App = Context.Context<Customers.Ensure | Customers.Retrieve | Customers.Delete | Profiles>

/** @param log takes each line that is logged */
export const handlerOf = (
  app: App,
  sessions: Layer.Layer<Sessions>,
  log: (line: string) => void
): Effect.Effect<(request: Request) => Promise<Response>, never, Scope> =>
  Effect.gen(function* () {
    const clock = yield* Clock.Clock
    const { handler } = yield* Effect.acquireRelease(
      Effect.sync(() =>
        HttpRouter.toWebHandler(
          ShopApi.pipe(
            HttpRouter.provideRequest(Layer.succeedContext(app)),
            Layer.provide([sessions, HttpServer.layerServices]),
            Layer.provideMerge(
              Layer.mergeAll(
                Layer.succeed(Clock.Clock, clock),
                Logger.layer([Logger.map(Logger.formatSimple, log)])
              )
            )
          ),
          { disableLogger: true }
        )
      ),
      ({ dispose }) => Effect.promise(dispose)
    )
    return handler
  })
