/** What an id must not be before it becomes a part of a path. */
import * as Either from "effect/Either"
import type { InvalidInput } from "../CustomersError.js"
import { invalidInput } from "./invalidInput.js"

/**
 * Forms that the providers' documentation shows; none promises to keep its own, so what fits no row is sent.
 * `owner` is the provider whose customers have ids of this form.
 */
const knownForms: ReadonlyArray<{
  readonly owner?: string
  readonly what: string
  readonly form: RegExp
}> = [
  { owner: "bepaid", what: "a bePaid customer id", form: /^cst_/ },
  { owner: "omise", what: "an Omise customer id", form: /^cust_(test_[0-9a-z]+|[0-9a-z]{19})$/ },
  { owner: "stancer", what: "a Stancer customer id", form: /^cust_[0-9A-Za-z]{24}$/ },
  { what: "an Omise card token", form: /^tokn_/ },
  { what: "an Omise card id", form: /^card_/ }
]

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafe = /[/\\?#\u0000-\u001f\u007f]|\p{Surrogate}/u

/** The rule that `id` breaks as the id of a customer of `provider`, in words that do not repeat it. */
const brokenRule = (provider: string, id: unknown): string | undefined => {
  if (typeof id !== "string") return "must be a string"
  if (id.trim() === "") return "must not be empty"
  if (id === "." || id === "..") return "must not be a dot segment"
  if (unsafe.test(id)) return "must not contain a slash, ?, # or a control character"
  const forms = knownForms.filter(({ form }) => form.test(id))
  if (forms.some(({ owner }) => owner === provider)) return undefined
  return forms[0] && `must be a customer id of ${provider}, not ${forms[0].what}`
}

/** The path parameters of a call for one customer, or why it can't be made. */
export const customerParams = (
  provider: string,
  operation: string,
  id: string
): Either.Either<{ readonly id: string }, InvalidInput> => {
  const rule = brokenRule(provider, id)
  return rule === undefined
    ? Either.right({ id })
    : Either.left(invalidInput(provider, operation, { id: [rule] }))
}
