/** The emulator over a socket: the documentation's curl lines, host swapped, get the documented answers. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "#line/test/Effect"
import { serve } from "../../../src/emulator/server/server.js"
import { type EmulatorOptions, makeEmulator } from "../../../src/providers/bepaid/emulator/emulator.js"
import created from "../../fixtures/bepaid/create.201.json" with { type: "json" }
import createRequest from "../../fixtures/bepaid/create.request.json" with { type: "json" }
import invalid from "../../fixtures/bepaid/create-invalid.422.json" with { type: "json" }
import invalidRequest from "../../fixtures/bepaid/create-invalid.request.json" with { type: "json" }
import listed from "../../fixtures/bepaid/list.200.json" with { type: "json" }

interface Sent {
  readonly method?: string
  readonly path: string
  /** `curl -u`; `null` sends no credentials. */
  readonly user?: string | null
  /** A string is sent as it is, anything else as JSON. */
  readonly data?: unknown
}

interface Got {
  readonly status: number
  readonly json: unknown
}

const send = (baseUrl: string, { method = "GET", path, user = "shop_id:secret_key", data }: Sent) =>
  Effect.promise(async (): Promise<Got> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(user === null ? {} : { authorization: `Basic ${btoa(user)}` }),
        ...(data === undefined ? {} : { "content-type": "application/json" })
      },
      ...(data === undefined ? {} : { body: typeof data === "string" ? data : JSON.stringify(data) })
    })
    return { status: response.status, json: await response.json() }
  })

/** Serves an emulator on a port of its own; answers the base URL. */
const emulator = (seed: EmulatorOptions["seed"] = [], secretKey = "secret_key") =>
  serve(makeEmulator({ shopId: "shop_id", secretKey, seed }))

/** Sends to a fresh emulator, one after the other. */
const asked = (sent: ReadonlyArray<Sent>) =>
  Effect.scoped(Effect.flatMap(emulator(), (baseUrl) => Effect.forEach(sent, (one) => send(baseUrl, one))))

const idOf = (got: Got | undefined): string => {
  const { id } = (got?.json ?? {}) as { readonly id?: unknown }
  return typeof id === "string" ? id : assert.fail("a customer without an id")
}

const idForm = /^cst_[0-9a-f]{16}$/

const withoutId = (json: unknown): unknown => ({ ...(json as object), id: undefined })

/** What curl does with the options that the documentation uses. */
const curl = (baseUrl: string, line: ReadonlyArray<string>): Effect.Effect<Got> => {
  const option = (name: string) => (line.includes(name) ? line[line.indexOf(name) + 1] : undefined)
  const url = line.find((word) => word.startsWith("https://")) ?? assert.fail("no URL")
  const data = option("-d")
  return send(baseUrl, {
    method: option("-X") ?? "GET",
    path: url.replace("https://api.bepaid.by", ""),
    user: option("-u") ?? null,
    ...(data === undefined ? {} : { data })
  })
}

describe("the documentation's four curl lines get the documented answers", () => {
  const json = ["-H", "Content-Type: application/json", "-d"]
  const lines: ReadonlyArray<{
    readonly name: string
    readonly line: ReadonlyArray<string>
    readonly seed?: EmulatorOptions["seed"]
    readonly secretKey: string
    readonly status: number
    readonly body: unknown
  }> = [
    {
      name: "creating a customer",
      line: [
        ...["https://api.bepaid.by/customers", "-X", "POST", "-u", "shop_id:secret_key", ...json],
        `{
"first_name":"John",
"last_name":"Doe",
"address":"1st Street",
"country":"US",
"city":"Denver",
"zip":"92006",
"state":"CO",
"phone":"+1-555-555-5555",
"email":"customer@example.com",
"ip":"127.0.0.1"
}`
      ],
      secretKey: "secret_key",
      status: 201,
      body: created
    },
    {
      name: "creating a customer with invalid parameters",
      line: [
        ...["https://api.bepaid.by/customers", "-X", "POST", "-u", "shop_id:secret_key", ...json],
        `{
"city":"Denver",
"zip":"92006",
"state":"CO",
"phone":"+1-555-555-5555",
"email":"customer@example.com"
}`
      ],
      secretKey: "secret_key",
      status: 422,
      body: invalid
    },
    {
      name: "getting the details of a customer",
      line: ["-u", "shop_id:secret", "https://api.bepaid.by/customers/cst_7aee5afb954c7ef7"],
      seed: [created],
      secretKey: "secret",
      status: 200,
      body: created
    },
    {
      name: "listing all customers",
      line: ["-u", "shop_id:secret", "https://api.bepaid.by/customers"],
      seed: listed,
      secretKey: "secret",
      status: 200,
      body: listed
    }
  ]
  for (const { name, line, seed, secretKey, status, body } of lines) {
    it.live(name, () =>
      Effect.scoped(
        Effect.gen(function* () {
          const got = yield* curl(yield* emulator(seed, secretKey), line)
          assert.strictEqual(got.status, status)
          // bePaid makes a new id for each customer that it creates.
          if (status === 201) {
            assert.match(idOf(got), idForm)
            assert.deepStrictEqual(withoutId(got.json), withoutId(body))
          } else assert.deepStrictEqual(got.json, body)
        })
      )
    )
  }
})

describe("what was created is there", () => {
  it.live("retrieved by the id that create gave, and listed after the seed", () =>
    Effect.scoped(
      Effect.gen(function* () {
        const baseUrl = yield* emulator(listed)
        const got = yield* send(baseUrl, { method: "POST", path: "/customers", data: createRequest })
        const one = yield* send(baseUrl, { path: `/customers/${idOf(got)}` })
        const all = yield* send(baseUrl, { path: "/customers" })
        assert.deepStrictEqual(one, { status: 200, json: got.json })
        assert.deepStrictEqual(all, { status: 200, json: [...listed, got.json] })
      })
    )
  )

  it.live("each create makes a customer of its own: bePaid has no idempotency for them", () =>
    Effect.gen(function* () {
      const post = { method: "POST", path: "/customers", data: createRequest }
      const [first, second, list] = yield* asked([post, post, { path: "/customers" }])
      assert.notStrictEqual(idOf(first), idOf(second))
      assert.deepStrictEqual(list?.json, [first?.json, second?.json])
    })
  )

  it.live("a refused create leaves nothing behind", () =>
    Effect.gen(function* () {
      const [, list] = yield* asked([
        { method: "POST", path: "/customers", data: invalidRequest },
        { path: "/customers" }
      ])
      assert.deepStrictEqual(list, { status: 200, json: [] })
    })
  )

  it.live("an id that the caller sends is not taken, nor is a key that nobody documents", () =>
    Effect.gen(function* () {
      const data = { ...createRequest, id: "cst_of_mine", role: "admin" }
      const [got] = yield* asked([{ method: "POST", path: "/customers", data }])
      assert.match(idOf(got), idForm)
      assert.deepStrictEqual(withoutId(got?.json), withoutId(created))
    })
  )
})

describe("every other question", () => {
  const unauthorized = { status: 401, json: { message: "Invalid shop_id/secret_key." } }
  const notFound = { status: 404, json: { message: "Not found." } }
  const questions: ReadonlyArray<{ readonly name: string; readonly sent: Sent; readonly got: Got }> = [
    { name: "an empty list is []", sent: { path: "/customers" }, got: { status: 200, json: [] } },
    { name: "an unknown id", sent: { path: "/customers/cst_0000000000000000" }, got: notFound },
    { name: "no credentials", sent: { path: "/customers", user: null }, got: unauthorized },
    { name: "a wrong secret", sent: { path: "/customers", user: "shop_id:wrong" }, got: unauthorized },
    { name: "a wrong shop", sent: { path: "/customers", user: "wrong:secret_key" }, got: unauthorized },
    {
      name: "authentication comes before the body",
      sent: { method: "POST", path: "/customers", user: "shop_id:wrong", data: "{" },
      got: unauthorized
    },
    {
      name: "authentication comes before the path",
      sent: { path: "/nothing/here", user: null },
      got: unauthorized
    },
    {
      name: "authentication comes before the id",
      sent: { path: "/customers/cst_0000000000000000", user: "shop_id:wrong" },
      got: unauthorized
    },
    { name: "another path", sent: { path: "/cheques" }, got: notFound },
    { name: "a path below a customer", sent: { path: "/customers/cst_1/cards" }, got: notFound },
    {
      name: "bePaid has no delete",
      sent: { method: "DELETE", path: "/customers/cst_7aee5afb954c7ef7" },
      got: notFound
    },
    {
      name: "bePaid has no update",
      sent: { method: "PATCH", path: "/customers/cst_7aee5afb954c7ef7", data: {} },
      got: notFound
    },
    {
      name: "a body that is no JSON",
      sent: { method: "POST", path: "/customers", data: '{"email":' },
      got: { status: 400, json: { message: "Bad request" } }
    },
    {
      name: "JSON that is no object",
      sent: { method: "POST", path: "/customers", data: [createRequest] },
      got: { status: 400, json: { message: "Bad request" } }
    },
    {
      name: "no body",
      sent: { method: "POST", path: "/customers" },
      got: { status: 400, json: { message: "Bad request" } }
    },
    {
      name: "an ip that is none",
      sent: { method: "POST", path: "/customers", data: { ...createRequest, ip: "localhost" } },
      got: {
        status: 422,
        json: { message: "Ip address is invalid", errors: { ip: ["address is invalid"] } }
      }
    },
    {
      name: "a blank ip",
      sent: { method: "POST", path: "/customers", data: { ...createRequest, ip: "" } },
      got: { status: 422, json: invalid }
    },
    {
      name: "a US zip of four digits",
      sent: { method: "POST", path: "/customers", data: { ...createRequest, zip: "9200" } },
      got: { status: 422, json: { message: "Zip is invalid", errors: { zip: ["is invalid"] } } }
    },
    {
      name: "Canada without a state",
      sent: {
        method: "POST",
        path: "/customers",
        data: { email: "a@example.com", ip: "::1", country: "CA" }
      },
      got: { status: 422, json: { message: "State can't be blank", errors: { state: ["can't be blank"] } } }
    },
    {
      name: "an external id of 256 characters",
      sent: {
        method: "POST",
        path: "/customers",
        data: { ...createRequest, external_id: "x".repeat(256) }
      },
      got: {
        status: 422,
        json: {
          message: "External id is too long (maximum is 255 characters)",
          errors: { external_id: ["is too long (maximum is 255 characters)"] }
        }
      }
    }
  ]
  for (const { name, sent, got } of questions) {
    it.live(name, () =>
      Effect.map(asked([sent]), (answers) => {
        assert.deepStrictEqual(answers, [got])
      })
    )
  }

  it.live("a POST with a trailing slash creates, a GET with one lists", () =>
    Effect.gen(function* () {
      const [post, list] = yield* asked([
        { method: "POST", path: "/customers/", data: createRequest },
        { path: "/customers/" }
      ])
      assert.strictEqual(post?.status, 201)
      assert.deepStrictEqual(list, { status: 200, json: [post?.json] })
    })
  )

  it.live("an IPv6 device and a US zip with its four more digits are good", () =>
    Effect.gen(function* () {
      const data = { ...createRequest, ip: "2001:db8::7", zip: "92006-1234" }
      const [got] = yield* asked([{ method: "POST", path: "/customers", data }])
      assert.strictEqual(got?.status, 201)
    })
  )
})
