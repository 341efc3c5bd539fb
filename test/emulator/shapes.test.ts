/**
 * Every answer of every emulator against one that was recorded or is documented: key by key, type by type. What has
 * none says so.
 */
import { assert, describe, it } from "@effect/vitest"
import * as BePaid from "../../src/providers/bepaid/emulator/emulator.js"
import * as Omise from "../../src/providers/omise/emulator/emulator.js"
import * as Stancer from "../../src/providers/stancer/emulator/emulator.js"
import bepaidCreated from "../fixtures/bepaid/create.201.json" with { type: "json" }
import bepaidInvalid from "../fixtures/bepaid/create-invalid.422.json" with { type: "json" }
import bepaidList from "../fixtures/bepaid/list.200.json" with { type: "json" }
import cardList from "../fixtures/omise/cards.2019-05-29.json" with { type: "json" }
import oldCustomer from "../fixtures/omise/customer.2017-11-02.json" with { type: "json" }
import oldDeleted from "../fixtures/omise/deleted.2017-11-02.json" with { type: "json" }
import error from "../fixtures/omise/error-not-found.404.json" with { type: "json" }
import list from "../fixtures/omise/list.json" with { type: "json" }
import card from "../fixtures/omise/recorded.card.2019-05-29.json" with { type: "json" }
import customer from "../fixtures/omise/recorded.customer.2019-05-29.json" with { type: "json" }
import search from "../fixtures/omise/recorded.search.2019-05-29.json" with { type: "json" }
import token from "../fixtures/omise/token.2019-05-29.json" with { type: "json" }
import stancerCustomer from "../fixtures/stancer/customer.json" with { type: "json" }
import unauthorized from "../fixtures/stancer/unauthorized.401.json" with { type: "json" }

/** What a value is, in the words in which two are compared. */
const kind = (value: unknown): string => {
  if (value === null) return "null"
  if (Array.isArray(value)) return "array"
  if (typeof value === "number") return Number.isInteger(value) ? "whole number" : "number"
  if (typeof value !== "string") return typeof value
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(value)) return "time of a whole second"
  return /^\/\w/.test(value) ? "path" : "text"
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => kind(value) === "object"

/** What is not alike, as `path: recorded, ours`. An empty array says nothing of its rows. */
const differences = (recorded: unknown, ours: unknown, path = ""): ReadonlyArray<string> => {
  if (Array.isArray(recorded) && Array.isArray(ours)) {
    const [row] = recorded
    return row === undefined ? [] : ours.flatMap((each) => differences(row, each, `${path}[]`))
  }
  if (!isObject(recorded) || !isObject(ours)) {
    return kind(recorded) === kind(ours) ? [] : [`${path}: ${kind(recorded)}, ${kind(ours)}`]
  }
  const keys = [...new Set([...Object.keys(recorded), ...Object.keys(ours)])]
  return keys.flatMap((key) => {
    const at = path === "" ? key : `${path}.${key}`
    if (!Object.hasOwn(ours, key)) return [`${at}: ${kind(recorded[key])}, missing`]
    return Object.hasOwn(recorded, key)
      ? differences(recorded[key], ours[key], at)
      : [`${at}: missing, ${kind(ours[key])}`]
  })
}

const now = Date.parse("2025-03-20T09:12:02.900Z")

type Ask = (method: string, target: string, data?: unknown) => unknown

const asking =
  (handle: ReturnType<typeof Omise.makeEmulator>["handle"], user: string, headers = {}): Ask =>
  (method, target, data) => {
    const { pathname, searchParams } = new URL(target, "http://localhost")
    const authorization = `Basic ${btoa(user)}`
    const body = data === undefined ? "" : JSON.stringify(data)
    const answer = handle(
      { method, path: pathname, query: searchParams, headers: { authorization, ...headers }, body },
      now
    )
    return answer.body === "" ? undefined : JSON.parse(answer.body)
  }

const pan = {
  name: "Jane Doe",
  number: "4242424242424242",
  expiration_month: 11,
  expiration_year: 2027,
  security_code: "123",
  city: "Bangkok",
  postal_code: "10320"
}

interface Vault {
  readonly ask: Ask
  readonly vault: Ask
  readonly created: unknown
  readonly path: string
  readonly cardPath: string
}

/** A customer as the recorded one: with the card of a token. */
const omise = (version = "2019-05-29"): Vault => {
  const { handle } = Omise.makeEmulator({ testKey: "skey_test_a", testPublicKey: "pkey_test_a" })
  const headers = { "omise-version": version }
  const ask = asking(handle, "skey_test_a:", headers)
  const vault = asking(handle, "pkey_test_a:", headers)
  const { id } = vault("POST", "/tokens", { card: pan }) as { readonly id: string }
  const created = ask("POST", "/customers", {
    email: "jane.doe@example.com",
    description: "Jane Doe",
    card: id
  }) as { readonly id: string; readonly default_card: string }
  const path = `/customers/${created.id}`
  return { ask, vault, created, path, cardPath: `${path}/cards/${created.default_card}` }
}

const stancer = () => {
  const { handle } = Stancer.makeEmulator({ testKey: "stest_a", seed: [stancerCustomer] })
  return asking(handle, "stest_a:")
}

const bepaid = () => {
  const { handle } = BePaid.makeEmulator({ shopId: "361", secretKey: "secret", seed: bepaidList })
  return asking(handle, "361:secret")
}

const v1 = "/v1/customers/"
const { id: _, created: __, live_mode: ___, ...david } = stancerCustomer
const deletedCustomer = { ...customer, deleted: true }

interface Row {
  readonly answer: string
  readonly recorded: unknown
  readonly ours: () => unknown
  /** Where the two may differ, and why. */
  readonly apart?: Readonly<Record<string, string>>
}

// the recorded customer was made without metadata; the fixture of the list has some
const ownMetadata = {
  "data[].metadata.plan: text, missing": "the other's own data",
  "data[].metadata.tags: array, missing": "the other's own data"
}
const shortList = Object.fromEntries(
  ["from", "limit", "location", "offset", "order", "to", "total"].map((key) => [
    key,
    "the fixture of the list is older than the recording, whose linked accounts are a full list"
  ])
)

const rows: ReadonlyArray<Row> = [
  { answer: "omise create", recorded: customer, ours: () => omise().created },
  {
    answer: "omise retrieve",
    recorded: customer,
    ours: () => {
      const { ask, path } = omise()
      return ask("GET", path)
    }
  },
  {
    answer: "omise update",
    recorded: customer,
    ours: () => {
      const { ask, path } = omise()
      return ask("PATCH", path, { description: "John Doe" })
    }
  },
  {
    answer: "omise retrieve, expanded",
    recorded: { ...customer, default_card: card },
    ours: () => {
      const { ask, path } = omise()
      return ask("GET", `${path}?expand=true`)
    }
  },
  {
    answer: "omise delete",
    recorded: deletedCustomer,
    ours: () => {
      const { ask, path } = omise()
      return ask("DELETE", path)
    }
  },
  {
    answer: "omise list",
    recorded: list,
    ours: () => omise().ask("GET", "/customers"),
    apart: {
      ...ownMetadata,
      ...Object.fromEntries(
        Object.entries(shortList).map(([key, reason]) => [`data[].linked_accounts.${key}: missing`, reason])
      )
    }
  },
  {
    answer: "omise search",
    recorded: { ...search, data: [customer] },
    ours: () =>
      omise().ask(
        "GET",
        "/search?scope=customer&query=jane&filters[created]=2017-01-01..2030-12-21&per_page=2"
      )
  },
  {
    answer: "omise cards.list",
    recorded: cardList,
    ours: () => {
      const { ask, path } = omise()
      return ask("GET", `${path}/cards`)
    }
  },
  {
    answer: "omise cards.retrieve",
    recorded: card,
    ours: () => {
      const { ask, cardPath } = omise()
      return ask("GET", cardPath)
    }
  },
  {
    answer: "omise cards.update",
    recorded: card,
    ours: () => {
      const { ask, cardPath } = omise()
      return ask("PATCH", cardPath, { name: "John Doe" })
    }
  },
  {
    answer: "omise cards.delete",
    recorded: { ...card, deleted: true },
    ours: () => {
      const { ask, cardPath } = omise()
      return ask("DELETE", cardPath)
    }
  },
  {
    answer: "omise tokens.create",
    recorded: token,
    ours: () =>
      omise().vault("POST", "/tokens", { card: { ...pan, street1: "1 Road", phone_number: "0123456789" } })
  },
  {
    answer: "omise tokens.retrieve",
    recorded: token,
    ours: () => {
      const { vault } = omise()
      const { id } = vault("POST", "/tokens", {
        card: { ...pan, street1: "1 Road", phone_number: "0123456789" }
      }) as { readonly id: string }
      return vault("GET", `/tokens/${id}`)
    }
  },
  {
    answer: "omise retrieve, 2017-11-02",
    recorded: oldCustomer,
    ours: () => {
      const { ask, path } = omise("2017-11-02")
      return ask("GET", path)
    },
    apart: { "metadata: missing, object": "absent in the oldest customers alone" }
  },
  {
    answer: "omise delete, 2017-11-02",
    recorded: oldDeleted,
    ours: () => {
      const { ask, path } = omise("2017-11-02")
      return ask("DELETE", path)
    }
  },
  {
    answer: "omise error",
    recorded: error,
    ours: () => omise().ask("GET", "/customers/cust_test_000000000000000000")
  },
  {
    answer: "omise error, of a refusal",
    recorded: error,
    ours: () => omise().ask("POST", "/customers", { card: "none" })
  },
  { answer: "omise error, of a wrong key", recorded: error, ours: () => omise().vault("GET", "/customers") },
  {
    answer: "stancer create",
    recorded: stancerCustomer,
    ours: () => stancer()("POST", v1, { ...david, name: "Eve" })
  },
  {
    answer: "stancer retrieve",
    recorded: stancerCustomer,
    ours: () => stancer()("GET", `${v1}${stancerCustomer.id}`)
  },
  {
    answer: "stancer error, of a wrong key",
    recorded: unauthorized,
    ours: () => asking(Stancer.makeEmulator({ testKey: "stest_a" }).handle, "stest_b:")("GET", v1)
  },
  {
    answer: "bepaid create",
    recorded: bepaidCreated,
    ours: () => bepaid()("POST", "/customers", bepaidCreated)
  },
  {
    answer: "bepaid retrieve",
    recorded: bepaidCreated,
    ours: () => bepaid()("GET", `/customers/${bepaidList[0]?.id}`)
  },
  { answer: "bepaid list", recorded: bepaidList, ours: () => bepaid()("GET", "/customers") },
  {
    answer: "bepaid error",
    recorded: bepaidInvalid,
    ours: () => bepaid()("POST", "/customers", { email: "customer@example.com" })
  }
]

/** Answers that nobody has recorded or documented whole, with the reason. */
const unrecorded: Readonly<Record<string, string>> = {
  "omise schedules.list": "the emulator has no schedules: what is in the list can't be compared",
  "stancer update": "204 has no body",
  "stancer delete": "204 has no body",
  "stancer list": "v2 alone: its reference names the keys, and types of few"
}

const operations: Readonly<Record<string, ReadonlyArray<string>>> = {
  bepaid: BePaid.makeEmulator({ shopId: "361", secretKey: "secret" }).operations.names,
  omise: Omise.makeEmulator({ testKey: "skey_test" }).operations.names,
  stancer: Stancer.makeEmulator({ testKey: "stest" }).operations.names
}

describe("answers have the shapes that were recorded or are documented", () => {
  for (const { answer, recorded, ours, apart = {} } of rows) {
    it(answer, () => {
      const left = differences(recorded, ours()).filter(
        (difference) => !Object.keys(apart).some((known) => difference.startsWith(known))
      )
      assert.deepStrictEqual(left, [])
    })
  }

  it("of every operation of every provider, or it is said why not", () => {
    const held = rows.map(({ answer }) => answer.split(",")[0])
    for (const [provider, names] of Object.entries(operations)) {
      for (const operation of [...names, "error"]) {
        const answer = `${provider} ${operation}`
        assert.strictEqual(
          [held, Object.keys(unrecorded)].filter((known) => known.includes(answer)).length,
          1,
          answer
        )
      }
    }
  })

  it("and what may differ does", () => {
    for (const { answer, recorded, ours, apart = {} } of rows) {
      const found = differences(recorded, ours())
      for (const known of Object.keys(apart)) {
        assert.isTrue(
          found.some((difference) => difference.startsWith(known)),
          `${answer}: ${known}`
        )
      }
    }
  })
})

describe("two shapes differ by", () => {
  it.each<[recorded: unknown, ours: unknown, found: ReadonlyArray<string>]>([
    [{ a: 1 }, {}, ["a: whole number, missing"]],
    [{}, { a: 1 }, ["a: missing, whole number"]],
    [{ a: 1 }, { a: 1.5 }, ["a: whole number, number"]],
    [{ a: null }, { a: "b" }, ["a: null, text"]],
    [{ a: "2025-03-20T09:12:02Z" }, { a: "2025-03-20T09:12:02.900Z" }, ["a: time of a whole second, text"]],
    [{ a: [{ b: 1 }] }, { a: [{ b: 1 }, { b: "1" }] }, ["a[].b: whole number, text"]],
    [{ a: "/customers/x" }, { a: "x" }, ["a: path, text"]]
  ])("%j against %j", (recorded, ours, found) => {
    assert.deepStrictEqual(differences(recorded, ours), found)
  })
})
