/**
 * The library's own words: the rules of inputs, and what an answer should have been. None of them holds what anybody
 * typed, so they may be printed. Other words in the same places, of an error that was made elsewhere, are not.
 */
const own = new Set<string>()

/** There are fewer by far: a bound for what nobody thought of. */
const most = 10_000

/** The same words, which may be printed from now on. */
export const ours = (words: string): string => {
  if (own.size < most) own.add(words)
  return words
}

export const isOurs = (words: unknown): words is string => typeof words === "string" && own.has(words)
