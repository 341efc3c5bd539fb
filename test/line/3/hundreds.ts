/** What takes minutes runs as a sample here, the first cases of those that Effect 4 has: one takes five times as long. */

/** So many hundred schedules of `ensure`. */
export const hundreds = 1

/** So many lists of each stream. */
export const lists = 300

/** Of the operations one of so many, for each outcome over sockets. */
export const oneOf = 4
