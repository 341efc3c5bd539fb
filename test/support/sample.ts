/**
 * A cross product, or a law with many cases, takes too long for every run of the tests: a twelfth of it is run, drawn from
 * a seed. The seed is the day, or the environment's `SEED`; with `SEED=all` the whole of it is run.
 */
const seed = process.env.SEED ?? new Date().toISOString().slice(0, 10)

const whole = seed === "all"

const oneOf = 12

/** FNV-1a, mixed once more: the low bits of its last letters would tell. */
const hash = (text: string): number => {
  let state = 0x811c9dc5
  for (const letter of text) state = Math.imul(state ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  return (state ^ (state >>> 13)) >>> 0
}

/** Each row of a cross product draws others of the columns; at least one. */
export const sampled = <A>(columns: ReadonlyArray<A>, row: string): ReadonlyArray<A> => {
  if (whole) return columns
  const drawn = columns.filter((_, column) => hash(`${seed} ${row} ${column}`) % oneOf === 0)
  return drawn.length > 0 ? drawn : columns.slice(0, 1)
}

/** How many cases of so many. */
export const casesOf = (all: number): number => (whole ? all : Math.ceil(all / oneOf))

/** Where a law's own numbering of its cases begins. */
export const firstCase = whole ? 0 : hash(seed)
