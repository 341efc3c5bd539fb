/** What an id must not be before it becomes a part of a path. */
import * as Result from "#line/Result"
import type { InvalidInput } from "../CustomersError.js"
import { invalidInput, type Operation } from "./invalidInput.js"
import type { Mode } from "./mode.js"

/** What an id is the id of. */
type Kind = "customer" | "card"

/**
 * Forms that the providers' documentation shows; none promises to keep its own, so what fits no row is sent.
 * `of` names the provider and what it has ids of this form for, `mode` is what the form says of that.
 */
const knownForms: ReadonlyArray<{
  readonly of?: `${string} ${Kind}`
  readonly what: string
  readonly form: RegExp
  readonly mode?: Mode
}> = [
  { of: "bepaid customer", what: "a bePaid customer id", form: /^cst_/ },
  { of: "omise customer", what: "an Omise customer id", form: /^cust_test_[0-9a-z]+$/, mode: "test" },
  { of: "omise customer", what: "an Omise customer id", form: /^cust_[0-9a-z]{19}$/, mode: "live" },
  { of: "stancer customer", what: "a Stancer customer id", form: /^cust_[0-9A-Za-z]{24}$/ },
  { of: "omise card", what: "an Omise card id", form: /^card_/ },
  { what: "an Omise card token", form: /^tokn_/ }
]

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafe = /[/\\?#\u0000-\u001f\u007f]|\p{Surrogate}/u

/** The rule that `id` breaks as the id of a customer or a card of `provider`, in words that do not repeat it. */
const brokenRule = (provider: string, kind: Kind, id: unknown, mode?: Mode): string | undefined => {
  if (typeof id !== "string") return "must be a string"
  if (id.trim() === "") return "must not be empty"
  if (id === "." || id === "..") return "must not be a dot segment"
  if (unsafe.test(id)) return "must not contain a slash, ?, # or a control character"
  const own = knownForms.find(({ of, form }) => of === `${provider} ${kind}` && form.test(id))
  if (own === undefined) {
    const other = knownForms.find(({ form }) => form.test(id))
    return other && `must be a ${kind} id of ${provider}, not ${other.what}`
  }
  if (mode !== undefined && own.mode !== undefined && own.mode !== mode) {
    return `must be the id of a ${mode} ${kind}: the key is a ${mode} key`
  }
  return undefined
}

/** The parameters of a path, by their names in its template. */
interface Path {
  readonly params: Readonly<Record<string, string>>
}

/** @param rules the rule that each path parameter breaks, by its name on the wire */
const path = (
  of: Operation,
  params: Path["params"],
  rules: Readonly<Record<string, string | undefined>>
): Result.Result<Path, InvalidInput> => {
  const broken = Object.entries(rules).flatMap(([name, rule]) => (rule === undefined ? [] : [[name, [rule]]]))
  return broken.length === 0
    ? Result.succeed({ params })
    : Result.fail(invalidInput(of, Object.fromEntries(broken)))
}

/**
 * The path of a call for one customer, or why it can't be made.
 *
 * @param mode the mode of the key that the call is made with, where the key tells
 */
export const customerPath = (of: Operation, id: string, mode?: Mode): Result.Result<Path, InvalidInput> =>
  path(of, { id }, { id: brokenRule(of.provider, "customer", id, mode) })

/** The same for one card of a customer. */
export const cardPath = (
  of: Operation,
  id: string,
  cardId: string,
  mode?: Mode
): Result.Result<Path, InvalidInput> =>
  path(
    of,
    { id, cardId },
    {
      id: brokenRule(of.provider, "customer", id, mode),
      card_id: brokenRule(of.provider, "card", cardId)
    }
  )
