// An app that needs the optional peer undici: it creates a customer by real sockets.

import * as Effect from "effect/Effect"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Customers from "effect-payment-customers/Customers"
import * as Emulator from "effect-payment-customers/emulator"
import * as UndiciClient from "effect-payment-customers/UndiciClient"

const program = Effect.gen(function* () {
  const { bepaid } = yield* Emulator.serve()
  const { provider, email } = yield* Effect.provide(
    Customers.create({ email: "customer@example.com", ip: "127.0.0.1" }),
    BePaid.layer(bepaid)
  )
  return { provider, email: email.value }
})

const answer = await Effect.runPromise(program.pipe(Effect.scoped, Effect.provide(UndiciClient.layer)))
console.log(JSON.stringify(answer))
