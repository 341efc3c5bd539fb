/**
 * What this process keeps of an account for `ensure`: who has the turn of a customer, and which creates are open. Two
 * layers of one account share it. It goes when nobody uses it and no create is open.
 */
import * as Clock from "#line/Clock"
import * as Effect from "#line/Effect"
import type * as Scope from "#line/Scope"
import { KeyedTurns } from "./keyed.js"
import { OpenCreates } from "./openCreates.js"

export class AccountMemory {
  readonly turns = new KeyedTurns()
  readonly creates = new OpenCreates()
  users = 0
}

/** By Clock: each test has one of its own, and its time begins anew. */
const memories = new WeakMap<Clock.Clock, Map<string, AccountMemory>>()

export const accountsOf = (clock: Clock.Clock): Map<string, AccountMemory> => {
  const accounts = memories.get(clock) ?? new Map<string, AccountMemory>()
  memories.set(clock, accounts)
  return accounts
}

/** @param account what tells accounts apart */
export const accountMemory = (account: string): Effect.Effect<AccountMemory, never, Scope.Scope> =>
  Effect.flatMap(Clock.Clock, (clock) => {
    const accounts = accountsOf(clock)
    return Effect.acquireRelease(
      Effect.sync(() => {
        const memory = accounts.get(account) ?? new AccountMemory()
        accounts.set(account, memory)
        memory.users += 1
        return memory
      }),
      (memory) =>
        Effect.sync(() => {
          memory.users -= 1
          if (memory.users === 0 && memory.creates.size === 0) accounts.delete(account)
        })
    )
  })
