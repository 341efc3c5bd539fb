/**
 * The customers of one mode of an emulated account, oldest first: an array that stays sorted, so that a page is a
 * slice of it however many there are.
 */

/** What is known of a card, in the wire's names. Of its number there are the last digits alone. */
export interface CardFields {
  readonly name: string
  readonly street1: string | null
  readonly street2: string | null
  readonly city: string | null
  readonly state: string | null
  readonly phone_number: string | null
  readonly postal_code: string | null
  readonly country: string
  readonly email: string | null
  readonly brand: string
  readonly last_digits: string
  readonly expiration_month: number
  readonly expiration_year: number
  readonly security_code_check: boolean
}

export interface StoredCard {
  readonly id: string
  /** Milliseconds. */
  readonly created: number
  /** What the token, the seed or a patch says of it. */
  readonly fields?: Partial<CardFields>
}

export interface StoredCustomer {
  readonly id: string
  /** Milliseconds, of whole seconds: what Omise writes. */
  readonly created: number
  /** Its place among all that came to be. */
  readonly nth: number
  /** Milliseconds: when it became known, for the search's index. */
  readonly stored: number
  readonly email: string | null
  readonly description: string | null
  readonly metadata: Readonly<Record<string, unknown>>
  readonly cards: ReadonlyArray<StoredCard>
  readonly defaultCard: string | null
  readonly linkedAccounts: ReadonlyArray<unknown>
  /** It is still there, and is answered as one that was deleted. */
  readonly deleted: boolean
}

export interface Store {
  readonly get: (id: string) => StoredCustomer | undefined
  /** Adds the customer, or takes the place of the one with its id. */
  readonly put: (customer: StoredCustomer) => void
  readonly remove: (id: string) => void
  /** Where in `rows` those created from `from` to `to` stand: the first, and the one after the last. */
  readonly between: (from: number, to: number) => readonly [start: number, end: number]
  readonly rows: ReadonlyArray<StoredCustomer>
}

export const makeStore = (): Store => {
  const rows: Array<StoredCustomer> = []
  const byId = new Map<string, StoredCustomer>()

  /** The number of rows that were created before `time`. */
  const before = (time: number): number => {
    let [low, high] = [0, rows.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const row = rows[middle]
      if (row !== undefined && row.created < time) low = middle + 1
      else high = middle
    }
    return low
  }
  const place = (customer: StoredCustomer): number => rows.indexOf(customer, before(customer.created))

  return {
    get: (id) => byId.get(id),
    put: (customer) => {
      const old = byId.get(customer.id)
      if (old === undefined) rows.splice(before(customer.created + 1), 0, customer)
      else rows[place(old)] = customer
      byId.set(customer.id, customer)
    },
    remove: (id) => {
      const customer = byId.get(id)
      if (customer === undefined) return
      rows.splice(place(customer), 1)
      byId.delete(id)
    },
    between: (from, to) => [before(from), Math.max(before(from), before(to + 1))],
    rows
  }
}
