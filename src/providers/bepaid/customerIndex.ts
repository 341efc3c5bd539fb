/**
 * bePaid's whole list, read once for the many customers of `ensureAll`. What this process creates meanwhile makes it
 * read the list again: for those keys what was read before is of no use.
 */
import * as Effect from "#line/Effect"
import type * as Scope from "#line/Scope"
import * as Stream from "#line/Stream"
import type * as Customers from "../../Customers.js"
import { keyOf, keyOfCustomer, keyText } from "../../customers/key.js"
import type { Account } from "../../turns/account.js"
import { accountMemory } from "../../turns/memory.js"

export interface CustomerIndex {
  /** The customer of the input's key, the oldest one, if there is one. */
  readonly find: (
    input: Customers.CustomerInput,
    anew: boolean
  ) => Stream.Stream<Customers.Customer, Customers.ListError>
  readonly add: (customer: Customers.Customer) => void
}

/** @param list all customers, the oldest first */
export const makeIndex = (
  account: Account,
  list: Effect.Effect<ReadonlyArray<Customers.Customer>, Customers.ListError>
): Effect.Effect<CustomerIndex, Customers.ListError, Scope.Scope> =>
  Effect.gen(function* () {
    const { creates } = yield* accountMemory(account.text)
    // before the list is read: what is created from here on may be missing from it
    const outdated = yield* Effect.acquireRelease(
      Effect.sync(() => creates.watch()),
      (keys) => Effect.sync(() => creates.unwatch(keys))
    )
    const byKey = new Map<string, Customers.Customer>()
    const add = (customer: Customers.Customer): void => {
      const key = keyOfCustomer(customer)
      if (key !== undefined && !byKey.has(keyText(key))) byKey.set(keyText(key), customer)
    }
    const read = Effect.map(list, (customers) => customers.forEach(add))
    yield* read
    return {
      add,
      find: (input, anew) => {
        const key = keyText(keyOf(input))
        const found = Stream.suspend(() => Stream.fromIterable([byKey.get(key) ?? []].flat()))
        return Stream.suspend(() =>
          !byKey.has(key) && (anew || outdated.has(key)) ? Stream.unwrap(Effect.as(read, found)) : found
        )
      }
    }
  })
