/**
 * Which of a provider's names of fields and codes are printed: those that the registry has.
 *
 * Both come over the wire, where they could as well repeat the key or what a customer typed, and no form tells the one
 * from the other. A name that is not in the list stands in the error's fields alone.
 */
import { registry } from "../providers/registry.js"

const known = new Map(
  Object.entries(registry).map(([provider, { names }]) => [provider, new Set(["base", ...names.split(" ")])])
)

const isPlaceInList = (segment: string | undefined): boolean =>
  segment !== undefined && /^\d{1,3}$/.test(segment)

/** Such as `invalid_card`, `billing_address.zip` and `customers.0.first_name`. */
export const isKnownName = (provider: string, name: string): boolean =>
  name
    .split(".")
    .every((segment, index, all) =>
      isPlaceInList(segment)
        ? index > 0 && !isPlaceInList(all[index - 1])
        : known.get(provider)?.has(segment) === true
    )
