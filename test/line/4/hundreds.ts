/** So many hundred schedules of `ensure`. */
export const hundreds = 10
