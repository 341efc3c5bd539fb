/** So many hundred schedules of `ensure`, the first ones of those that run on Effect 4: one takes five times as long here. */
export const hundreds = 3
