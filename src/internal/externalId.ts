/** The id that a customer has in the caller's own program, as answers hold it: another program may write a number. */
import * as Schema from "effect/Schema"
import { reading } from "./quick.js"
import { declined } from "./reader.js"

/** The text of a text, or of a finite number. */
export const textOf = (json: unknown): string | undefined => {
  if (typeof json === "string") return json
  return typeof json === "number" && Number.isFinite(json) ? String(json) : undefined
}

/** A text, or the text of a finite number: `42` is read as `"42"`. A text is what is written. */
export const ReceivedExternalId = reading(
  Schema.transform(Schema.Union(Schema.String, Schema.JsonNumber), Schema.String, {
    strict: true,
    decode: String,
    encode: (text) => text
  }),
  (json) => textOf(json) ?? declined
)
