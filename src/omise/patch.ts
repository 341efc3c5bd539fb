/** What a patch must hold to be sent. */
import * as Schema from "effect/Schema"

/** Refuses a patch without a field, or with nothing but `undefined`: it would do nothing. */
export const changesSomething = <S extends Schema.Schema.Any>(patch: S): Schema.filter<S> =>
  Schema.filter<S>((fields: object) => Object.values(fields).some((value) => value !== undefined), {
    description: "a patch that changes at least one field"
  })(patch)
