/** How many cases what takes minutes has: on Effect 3 it is a sample. */

/** So many hundred schedules of `ensure`. */
export const hundreds = 5

/** So many lists of each stream. */
export const lists = 1_000

/** Of the operations one of so many, for each outcome over sockets. */
export const oneOf = 1
