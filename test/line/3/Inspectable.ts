import { toStringUnknown } from "effect/Inspectable"

export * from "effect/Inspectable"

/** Effect's own ways to print any value. */
export const printers = { toStringUnknown }

/** Those that leave an answer's values out. */
export const printersOfAnswers = {}
