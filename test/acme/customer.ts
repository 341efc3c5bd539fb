/** Acme's client: the library's names against the wire's. */
import * as Schema from "#line/Schema"
import { masked } from "../../src/privacy/customer.js"
import { optional, received } from "../../src/wire/fields.js"

export class Customer extends masked(
  Schema.Class<Customer>("Acme/Customer")({
    id: Schema.NonEmptyString,
    email: received("mail", Schema.String),
    name: received("full_name", Schema.String)
  })
) {}

export const CreateInput = Schema.Struct({
  email: optional("mail", Schema.String),
  name: optional("full_name", Schema.String)
})

export type CreateInput = typeof CreateInput.Type
