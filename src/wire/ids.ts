/** What an id must not be before it becomes a part of a path. */
import * as Result from "#line/Result"
import type { InvalidInput } from "../CustomersError.js"
import { registry } from "../providers/registry.js"
import { invalidInput, type Operation } from "./invalidInput.js"
import type { Mode } from "./mode.js"

/** What fits no form is sent. */
const knownForms = Object.entries(registry).flatMap(([provider, { title, ids }]) =>
  ids.map((id) => ({ ...id, provider, title }))
)

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafe = /[/\\?#\u0000-\u001f\u007f]|\p{Surrogate}/u

/** The rule that `id` breaks as the id of a customer or a card of `provider`, in words that do not repeat it. */
const brokenRule = (
  provider: string,
  kind: "customer id" | "card id",
  id: unknown,
  mode?: Mode
): string | undefined => {
  if (typeof id !== "string") return "must be a string"
  if (id.trim() === "") return "must not be empty"
  if (id === "." || id === "..") return "must not be a dot segment"
  if (unsafe.test(id)) return "must not contain a slash, ?, # or a control character"
  const own = knownForms.find(
    (known) => known.provider === provider && known.kind === kind && known.form.test(id)
  )
  if (own === undefined) {
    const other = knownForms.find(({ form }) => form.test(id))
    return other && `must be a ${kind} of ${provider}, not a ${other.kind} of ${other.title}`
  }
  if (mode !== undefined && own.mode !== undefined && own.mode !== mode) {
    return `must be the id of a ${mode} customer: the key is a ${mode} key`
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
  path(of, { id }, { id: brokenRule(of.provider, "customer id", id, mode) })

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
      id: brokenRule(of.provider, "customer id", id, mode),
      card_id: brokenRule(of.provider, "card id", cardId)
    }
  )
