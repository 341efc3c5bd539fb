/**
 * What other languages send, by the HTTP clients and in the forms of the providers' SDKs there. The SDKs themselves are in
 * no registry that this project's checks can reach.
 */
import { readFileSync } from "node:fs"
import * as Redacted from "effect/Redacted"
import * as Emulator from "effect-payment-customers/emulator"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { program } from "../support/child.js"

type Calls<Answer> = Readonly<Record<"created" | "retrieved" | "updated" | "deleted" | "missing", Answer>>

interface OmiseAnswer {
  readonly description: string | null
  readonly metadata: unknown
  readonly cards: { readonly data: ReadonlyArray<{ readonly last_digits: string }> }
  readonly deleted: boolean
  readonly code: string
}

interface StancerAnswer {
  readonly status: number
  readonly body: { readonly name: string }
}

const cert = "test/fixtures/tls/self-signed.cert.pem"
const tls = {
  cert: readFileSync(cert, "utf8"),
  key: readFileSync("test/fixtures/tls/self-signed.key.pem", "utf8")
}

const printed = <Answers>(command: string, args: ReadonlyArray<string>, env: NodeJS.ProcessEnv = {}) =>
  Effect.gen(function* () {
    const child = yield* program(command, args, env)
    const code = yield* child.ended
    assert.strictEqual(code, 0, `${command}: ${child.stderr() || child.stdout()}`)
    assert.strictEqual(child.stderr(), "")
    return JSON.parse(child.stdout()) as Answers
  })

describe("Omise by http", () => {
  it.live.each([
    ["PHP, http_build_query", "php", "omise.php"],
    ["Ruby, rest-client", "ruby", "omise.rb"],
    ["Python, requests", "python3", "omise.py"]
  ] as const)("%s", ([, command, file]) =>
    Effect.gen(function* () {
      const { omise } = yield* Emulator.serve()
      const { created, retrieved, updated, deleted, missing } = yield* printed<Calls<OmiseAnswer>>(command, [
        `test/sdks/${file}`,
        omise.baseUrl,
        omise.baseUrl,
        Redacted.value(omise.testKey),
        omise.testPublicKey ?? ""
      ])
      const metadata = { plan: "gold", tags: ["a", "b"], levels: { a: "one" } }
      assert.deepStrictEqual(created.metadata, metadata)
      assert.strictEqual(created.cards.data[0]?.last_digits, "4242")
      assert.deepStrictEqual(retrieved, created)
      assert.deepStrictEqual(updated, { ...created, description: "changed" })
      assert.strictEqual(deleted.deleted, true)
      assert.strictEqual(missing.code, "not_found")
    })
  )
})

describe("Stancer by https, with the emulator's certificate trusted", () => {
  it.live.each([
    ["PHP, curl", "php", ["-d", `curl.cainfo=${cert}`, "test/sdks/stancer.php"], {}],
    ["Python, requests", "python3", ["test/sdks/stancer.py"], { REQUESTS_CA_BUNDLE: cert }],
    ["Perl, LWP", "perl", ["test/sdks/stancer.pl"], { PERL_LWP_SSL_CA_FILE: cert }]
  ] as const)("%s", ([, command, args, env]) =>
    Effect.gen(function* () {
      const { stancer } = yield* Emulator.serve({ tls, portsEach: true })
      const { port } = new URL(stancer.baseUrl)
      const { created, again, retrieved, updated, deleted, missing } = yield* printed<
        Calls<StancerAnswer> & { readonly again: StancerAnswer }
      >(command, [...args, `https://localhost:${port}`, Redacted.value(stancer.testKey)], env)
      assert.strictEqual(created.body.name, "John Doe")
      assert.strictEqual(again.status, 409)
      assert.deepStrictEqual(retrieved.body, created.body)
      assert.strictEqual(updated.status, 204)
      assert.strictEqual(deleted.status, 204)
      assert.strictEqual(missing.status, 404)
    })
  )
})
