/** The id that a customer has in the caller's own program, as answers hold it: another program may write a number. */
import { identity } from "effect/Function"
import * as Schema from "#line/Schema"
import { declined } from "./reader.js"
import { reading } from "./readers.js"

/** The text of a text, or of a finite number. */
export const textOf = (json: unknown): string | undefined => {
  if (typeof json === "string") return json
  return typeof json === "number" && Number.isFinite(json) ? String(json) : undefined
}

/** A text, or the text of a finite number: `42` is read as `"42"`. A text is what is written. */
export const ReceivedExternalId = reading(
  Schema.convert(Schema.Union([Schema.String, Schema.Finite]), Schema.String, {
    description: "a text or a number",
    decode: String,
    encode: identity
  }),
  (json) => textOf(json) ?? declined
)
