export * from "effect/Equal"

/** Only `Data` compares by value. */
export const comparesMaps = false
