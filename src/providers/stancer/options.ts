/** What a list of API v2 is asked for, with the limits that Stancer documents. */
import * as Schema from "#line/Schema"
import { optional, whole } from "../../wire/fields.js"
import { UtcFromSeconds } from "../../wire/instants.js"

/** How many customers a page holds where no limit is given. */
export const defaultLimit = 10

/**
 * Which customers a list holds: those that have all of what is given.
 *
 * @since 0.1.0
 * @category models
 */
export const ListOptions = Schema.Struct({
  /** The time of creation, in whole seconds. Stancer does not say whether later ones match too. */
  created: optional("created", UtcFromSeconds),
  /** Your own id for the customer. */
  externalId: optional("external_id", Schema.String),
  email: optional("email", Schema.String),
  name: optional("name", Schema.String),
  country: optional("country", Schema.String),
  legalId: optional("legal_id", Schema.String),
  /** How many customers to pass over, from 0. Default: 0. */
  start: optional("start", whole("a whole number from 0", 0)),
  /** The most customers on a page, 1 to 100. Default: 10. */
  limit: optional("limit", whole("a whole number from 1 to 100", 1, 100))
})

/**
 * @since 0.1.0
 * @category models
 */
export type ListOptions = typeof ListOptions.Type

/** Stancer's times are whole seconds. */
export const listQuery = ({
  created,
  ...rest
}: typeof ListOptions.Encoded): ReadonlyArray<[name: string, value: string]> =>
  Object.entries({ ...(created === undefined ? {} : { created: Math.floor(created) }), ...rest })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, String(value)])
