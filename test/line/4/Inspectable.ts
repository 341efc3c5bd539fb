import { format } from "effect/Formatter"
import { toStringUnknown } from "effect/Inspectable"

export * from "effect/Inspectable"

/** Effect's own ways to print any value. */
export const printers = { toStringUnknown, format: (value: unknown) => format(value) }

/** Those that leave an answer's values out. */
export const printersOfAnswers = { format: printers.format }

/** Is an object that another one holds, or that is an attribute of a span, printed as JSON, whatever its `toString` says? */
export const printsHeldAsJson: boolean = false
