/** `ensure`: one customer for a key, whatever happens. */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Customers from "effect-payment-customers/Customers"
import { equal } from "./assert.mjs"
import { idsOf, newInput } from "./neutral.mjs"

const createdOf = (ensured) => ensured.map(({ created }) => created)

export const ensure = ({ name, provider, run, emulator }) => [
  [
    `${name}: ensure, twice`,
    async () => {
      const input = newInput()
      const ends = [await run(Customers.ensure(input)), await run(Customers.ensure(input))]
      equal(createdOf(ends), [true, false])
      equal(new Set(idsOf(ends.map(({ customer }) => customer))).size, 1)
    }
  ],
  [
    `${name}: ensure, four at once`,
    async () => {
      const call = Customers.ensure(newInput())
      const ends = await run(Effect.all([call, call, call, call], { concurrency: "unbounded" }))
      equal(createdOf(ends).filter(Boolean).length, 1)
      equal((await emulator.customers(provider)).length, 1)
    }
  ],
  [
    `${name}: ensureAll`,
    async () => {
      const inputs = [newInput(), newInput(), newInput()]
      await run(Customers.create(inputs[1]))
      const ends = await run(Stream.runCollect(Customers.ensureAll(Stream.fromIterable(inputs))))
      equal(
        Array.from(ends, ({ index }) => index),
        [0, 1, 2]
      )
      equal((await emulator.customers(provider)).length, 3)
    }
  ]
]

/** Takes the second that the provider is given to settle. */
export const ensureLost = ({ name, provider, run, emulator }) => [
  [
    `${name}: ensure whose create has lost its answer`,
    async () => {
      await emulator.fault(provider, { _tag: "LoseAnswer" }, { operation: "create" })
      await run(Customers.ensure(newInput()), { settlingTime: "1 second" })
      equal((await emulator.customers(provider)).length, 1)
    }
  ]
]
