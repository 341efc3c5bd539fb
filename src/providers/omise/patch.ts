/** What a patch must hold to be sent. */
import * as Schema from "#line/Schema"

/** Refuses a patch without a field, or with nothing but `undefined`: it would do nothing. */
export const changesSomething = <S extends Schema.AnyCodec>(patch: S) =>
  Schema.where<S>((fields: object) => Object.values(fields).some((value) => value !== undefined), {
    description: "a patch that changes at least one field"
  })(patch)
