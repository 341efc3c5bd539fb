export * from "effect/Equal"

/** Maps compare by value, as all plain data does. */
export const comparesMaps = true
