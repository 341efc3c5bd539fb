/** Several accounts of a provider, each with keys and customers of its own. */
import * as Result from "#line/Result"
import type { SchemaError } from "#line/SchemaIssue"
import { type Counters, makeCounters, oldestFirst } from "./held.js"
import { basicCredentials, type Emulator } from "./http.js"
import { problemsIn } from "./problems.js"

/** An account, and what it is called by: the users that its keys are. */
interface Account<Keys> {
  readonly keys: Keys
  readonly users: ReadonlyArray<string>
}

export interface Accounts {
  /** All of them at their beginning, as one emulator: who asks is who is answered. */
  readonly makeEmulator: () => Emulator
  /** Another one, from JSON; it stays when the emulator is made anew. Answers what is wrong, if anything. */
  readonly add: (json: unknown) => string | undefined
  /** Those of every account; they grow in number and don't change. */
  readonly keys: () => ReadonlyArray<Readonly<Record<string, unknown>>>
}

/** The most that there can be. */
const most = 1000

export const makeAccounts = <Keys extends Readonly<Record<string, unknown>>>(
  given: ReadonlyArray<Keys>,
  options: {
    readonly decode: (json: unknown) => Result.Result<Keys, SchemaError>
    /** Its names for what a client sends as its user. */
    readonly users: (keys: Keys) => ReadonlyArray<string | undefined>
    readonly make: (keys: Keys, counters: Counters) => Emulator
  }
): Accounts => {
  const accounts: Array<Account<Keys>> = []
  const byUser = new Map<string, Account<Keys>>()

  const put = (keys: Keys): string | undefined => {
    const users = options.users(keys).filter((user) => user !== undefined)
    if (users.some((user) => user === "" || user.includes(":")))
      return "a key must not be empty or have a colon"
    if (new Set(users).size < users.length || users.some((user) => byUser.has(user))) {
      return "a key is of another account, or stands there twice"
    }
    if (accounts.length >= most) return `there are ${most} accounts at the most`
    const account = { keys, users }
    accounts.push(account)
    for (const user of users) byUser.set(user, account)
    return undefined
  }
  for (const [place, keys] of given.entries()) {
    const problem = put(keys)
    if (problem !== undefined) throw new Error(`account ${place}: ${problem}`)
  }

  return {
    add: (json) =>
      Result.match(options.decode(json), {
        onFailure: (error) => problemsIn(error, "the body"),
        onSuccess: put
      }),
    keys: () => accounts.map(({ keys }) => keys),
    makeEmulator: () => {
      const counters = makeCounters()
      const made = new Map<Account<Keys>, Emulator>()
      const emulatorOf = (account: Account<Keys>): Emulator => {
        const emulator = made.get(account) ?? options.make(account.keys, counters)
        made.set(account, emulator)
        return emulator
      }
      const [first] = accounts.map(emulatorOf)
      const all = () => accounts.map(emulatorOf)
      return {
        operations: (first as Emulator).operations,
        held: (most) =>
          oldestFirst(
            all().map(({ held }) => held(most)),
            most
          ),
        count: () => all().reduce((sum, { count }) => sum + count(), 0),
        handle: (request, now) => {
          const account = byUser.get(basicCredentials(request)?.user ?? "")
          // whoever is not known is told so by any of them
          const emulator = account === undefined ? first : emulatorOf(account)
          return (emulator as Emulator).handle(request, now)
        }
      }
    }
  }
}
