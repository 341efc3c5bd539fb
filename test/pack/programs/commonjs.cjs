// The app of module.mjs in CommonJS. Node gives it effect's CommonJS copy, and the package's modules effect's ES modules.
const Effect = require("effect/Effect")
const Customers = require("effect-payment-customers/Customers")
const { BePaidTest, OmiseTest, StancerTest } = require("effect-payment-customers/testing")

const program = Effect.gen(function* () {
  const created = yield* Customers.create({
    email: "customer@example.com",
    ip: "127.0.0.1",
    name: "John Doe"
  })
  const { provider, email } = yield* Customers.retrieve(created.id)
  const missing = yield* Customers.retrieve(`${created.id.slice(0, -1)}_`).pipe(
    Effect.as("found"),
    Effect.catchTag("NotFound", (error) => Effect.succeed(`${error._tag} at ${error.provider}`))
  )
  return { provider, email: email.value, missing }
})

const main = async () => {
  for (const { layer } of [BePaidTest, OmiseTest, StancerTest]) {
    console.log(JSON.stringify(await Effect.runPromise(Effect.provide(program, layer()))))
  }
}

main()
