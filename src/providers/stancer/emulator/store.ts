/**
 * The customers of one mode of an emulated account, oldest first, found by id, by what makes two the same, and by the
 * `external_id` alone.
 */

export type Fields = Readonly<Record<string, unknown>>

export type StoredCustomer = Fields & { readonly id: string }

export const isDeleted = ({ deleted }: Fields): boolean => deleted === true

export interface Store {
  readonly get: (id: string) => StoredCustomer | undefined
  /** One that is the same as these fields say. */
  readonly same: (fields: Fields) => StoredCustomer | undefined
  /** The first one with the `external_id` of these fields, if they have one. */
  readonly sameExternalId: (fields: Fields) => StoredCustomer | undefined
  /** Adds the customer, or takes the place of the one with its id. */
  readonly put: (customer: StoredCustomer) => void
  readonly remove: (id: string) => void
  readonly rows: () => ReadonlyArray<StoredCustomer>
  readonly size: () => number
}

/** A customer with the same four is the same customer: another `external_id` makes another one. */
const identity = ({ email, mobile, name, external_id }: Fields): string =>
  JSON.stringify([email, mobile, name, external_id].map((value) => value ?? null))

/** Ids by a key; who has none, and who is deleted, is not among them. assumed: that a deleted one is never met again */
const makeIndex = (keyOf: (fields: Fields) => unknown) => {
  const idsOf = new Map<unknown, Set<string>>()
  const keyIn = (fields: Fields) => (isDeleted(fields) ? undefined : keyOf(fields))
  return {
    first: (fields: Fields): string | undefined => {
      const [id] = idsOf.get(keyOf(fields)) ?? []
      return id
    },
    /** One that keeps its key keeps its place. */
    move: (id: string, old: Fields | undefined, next: Fields | undefined): void => {
      const [from, to] = [old && keyIn(old), next && keyIn(next)]
      if (from === to) return
      const ids = idsOf.get(from)
      ids?.delete(id)
      if (ids?.size === 0) idsOf.delete(from)
      if (to !== undefined) idsOf.set(to, (idsOf.get(to) ?? new Set()).add(id))
    }
  }
}

export const makeStore = (): Store => {
  const byId = new Map<string, StoredCustomer>()
  const byIdentity = makeIndex(identity)
  const byExternalId = makeIndex(({ external_id }) => external_id ?? undefined)

  const move = (id: string, next: StoredCustomer | undefined): void => {
    for (const index of [byIdentity, byExternalId]) index.move(id, byId.get(id), next)
  }
  const found = (id: string | undefined) => (id === undefined ? undefined : byId.get(id))

  return {
    get: (id) => byId.get(id),
    same: (fields) => found(byIdentity.first(fields)),
    sameExternalId: (fields) => found(byExternalId.first(fields)),
    put: (customer) => {
      move(customer.id, customer)
      byId.set(customer.id, customer)
    },
    remove: (id) => {
      move(id, undefined)
      byId.delete(id)
    },
    rows: () => [...byId.values()],
    size: () => byId.size
  }
}
