/** What holds of each provider's schemas and mapper for every value, not only for the known ones. */
import { describe, it } from "@effect/vitest"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import type * as Schema from "#line/test/Schema"
import { decodesWithoutDefect, encodesAndDecodesToItself, mapsWithoutDefect } from "../support/properties.js"
import { subjects } from "./calls.js"

const provided = Object.entries(subjects).flatMap(([provider, { dialect, calls, keys }]) =>
  Object.entries(calls).map(([name, call]) => ({
    name: `${provider} ${name}`,
    dialect,
    call,
    keys: keys.split(" ")
  }))
)

describe.each(provided)("no answer to $name is a defect", ({ dialect, call, keys }) => {
  it("decodes any value to an Either", () => decodesWithoutDefect(call, keys))
  it("makes of any status and any body a value or an error", () => mapsWithoutDefect(dialect, call, keys))
})

const schemas: Readonly<Record<string, Schema.AnyCodec>> = {
  "BePaid.CreateInput": BePaid.CreateInput,
  "BePaid.Customer": BePaid.Customer,
  "BePaid.CustomerPage": BePaid.CustomerPage,
  "Omise.CreateInput": Omise.CreateInput,
  "Omise.UpdateInput": Omise.UpdateInput,
  "Omise.Card": Omise.Card,
  "Omise.Customer": Omise.Customer,
  "Omise.DeletedCustomer": Omise.DeletedCustomer,
  "Omise.CustomerPage": Omise.CustomerPage,
  "Omise.CustomerSearchPage": Omise.CustomerSearchPage,
  "Omise.UpdateCardInput": Omise.UpdateCardInput,
  "Omise.DeletedCard": Omise.DeletedCard,
  "Omise.CardPage": Omise.CardPage,
  "Omise.Schedule": Omise.Schedule,
  "Omise.SchedulePage": Omise.SchedulePage,
  "Stancer.CreateInput": Stancer.CreateInput,
  "Stancer.UpdateInput": Stancer.UpdateInput,
  "Stancer.Customer": Stancer.Customer,
  "Stancer.CustomerPage": Stancer.CustomerPage
}

it.each(Object.entries(schemas))("%s, encoded and decoded, is what it was", (_, schema) =>
  encodesAndDecodesToItself(schema)
)
