/**
 * A process that takes a turn, writes an attempt of a minute down and prints `taken`. At SIGUSR2 it tries to write and to
 * take away, ends its turn, and prints how that went. Arguments: the store and the expiry, as JSON.
 */
import { once } from "node:events"
import * as Redacted from "effect/Redacted"
import * as Turns from "effect-payment-customers/Turns"
import * as Duration from "#line/Duration"
import * as Effect from "#line/test/Effect"
import * as Result from "#line/test/Result"
import { Credentials } from "../../src/call/credentials.js"
import { turnKey } from "../../src/turns/key.js"
import { type Address, turnsAt } from "./stores.js"

const { address, expiration } = JSON.parse(process.argv[2] ?? "") as {
  readonly address: Address
  readonly expiration: Duration.Input
}

const key = turnKey("an account and a customer", new Credentials(Redacted.make("a secret")))

const ended = <A, E>(self: Effect.Effect<A, E>) =>
  Effect.map(Effect.result(self), (result) => (Result.isSuccess(result) ? "done" : "refused"))

const program = Effect.gen(function* () {
  const turns = yield* Turns.Turns
  const { attempting, settled } = yield* turns.take(key)
  yield* attempting(Duration.minutes(1))
  // it is not the wait for a signal that keeps a process alive
  const alive = setInterval(() => undefined, 1_000)
  const asked = once(process, "SIGUSR2")
  console.log("taken")
  yield* Effect.promise(() => asked)
  clearInterval(alive)
  console.log(`attempting ${yield* ended(attempting(Duration.minutes(5)))}`)
  console.log(`settled ${yield* ended(settled)}`)
}).pipe(Effect.scoped)

Effect.runPromise(Effect.provide(program, turnsAt(address, { expiration, longestAttempt: "1 millis" })))
