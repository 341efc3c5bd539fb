/** What a user of TypeScript writes whose modules are CommonJS. */
import Effect = require("effect/Effect")
import Customers = require("effect-payment-customers/Customers")
import testing = require("effect-payment-customers/testing")

const create: Effect.Effect<Customers.Customer, Customers.CreateError, Customers.Create> = Customers.create({
  email: "customer@example.com",
  ip: "127.0.0.1"
})

export = Effect.runPromise(Effect.provide(create, testing.BePaidTest.layer()))
