/** The customers of one mode of an emulated account, oldest first, found by id and by what makes two the same. */

export type Fields = Readonly<Record<string, unknown>>

export type StoredCustomer = Fields & { readonly id: string }

/** A customer with the same four is the same customer: another `external_id` makes another one. */
const identity = ({ email, mobile, name, external_id }: Fields): string =>
  JSON.stringify([email, mobile, name, external_id].map((value) => value ?? null))

export interface Store {
  readonly get: (id: string) => StoredCustomer | undefined
  /** One that is the same as these fields say. */
  readonly same: (fields: Fields) => StoredCustomer | undefined
  /** Adds the customer, or takes the place of the one with its id. */
  readonly put: (customer: StoredCustomer) => void
  readonly remove: (id: string) => void
  readonly rows: () => ReadonlyArray<StoredCustomer>
  readonly size: () => number
}

export const makeStore = (): Store => {
  const byId = new Map<string, StoredCustomer>()
  const idsOf = new Map<string, Set<string>>()

  const forget = (customer: StoredCustomer): void => {
    const key = identity(customer)
    const ids = idsOf.get(key)
    ids?.delete(customer.id)
    if (ids?.size === 0) idsOf.delete(key)
  }

  return {
    get: (id) => byId.get(id),
    same: (fields) => {
      const [id] = idsOf.get(identity(fields)) ?? []
      return id === undefined ? undefined : byId.get(id)
    },
    put: (customer) => {
      const key = identity(customer)
      const old = byId.get(customer.id)
      if (old !== undefined && identity(old) !== key) forget(old)
      idsOf.set(key, (idsOf.get(key) ?? new Set()).add(customer.id))
      byId.set(customer.id, customer)
    },
    remove: (id) => {
      const customer = byId.get(id)
      if (customer === undefined) return
      forget(customer)
      byId.delete(id)
    },
    rows: () => [...byId.values()],
    size: () => byId.size
  }
}
