/** `effect-payment-customers emulator` as a user starts and stops it. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Emulator from "effect-payment-customers/emulator"
import type * as Scope from "#line/Scope"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { commandOf, UsageError, usage } from "../../src/emulator/flags.js"
import { node, typescript } from "../support/child.js"
import { manifest } from "../support/manifest.js"

const cli = (...args: ReadonlyArray<string>) => node([...typescript, "src/cli.ts", ...args])

const file = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), "emulator-")), "seed.json")
  writeFileSync(path, text)
  return path
}

/** The address that follows a provider's name in what was printed. */
const urlIn = (text: string, name: string): string =>
  new RegExp(`^${name}:? +(http\\S+)$`, "m").exec(text)?.[1] ?? assert.fail(`no ${name} in ${text}`)

const { omise } = Emulator.keys
const asOmise = { headers: { authorization: `Basic ${btoa(`${omise.testKey}:`)}` } }

const seed = file(JSON.stringify({ omise: [{ id: "cust_test_seed", email: "seed@example.com" }] }))

/** A process takes its time to start. */
const started = <A, E>(name: string, test: Effect.Effect<A, E, Scope.Scope>) =>
  it.live(name, () => test, 30_000)

describe("the command line", () => {
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    started(
      `prints URLs and keys, serves the seed, and stops on ${signal} with 0`,
      Effect.gen(function* () {
        const child = yield* cli("emulator", "--port", "0", "--seed", seed)
        yield* child.printed("Ctrl-C")
        for (const key of ["361", omise.testKey, omise.liveKey, Emulator.keys.stancer.testKey]) {
          assert.include(child.stdout(), key)
        }
        const page = yield* Effect.promise(() => fetch(urlIn(child.stdout(), "The page")))
        assert.strictEqual(page.status, 200)
        const baseUrl = urlIn(child.stdout(), "Omise")
        const found = yield* Effect.promise(async () =>
          (await fetch(`${baseUrl}/customers/cust_test_seed`, asOmise)).json()
        )
        assert.deepInclude(found, { email: "seed@example.com" })
        child.process.kill(signal)
        assert.strictEqual(yield* child.ended, 0, child.stderr())
      })
    )
  }

  started(
    "stops although a request is under way whose client has left",
    Effect.gen(function* () {
      const child = yield* cli("emulator", "--port", "0")
      yield* child.printed("Ctrl-C")
      const control = `${urlIn(child.stdout(), "The page")}/_control/omise`
      yield* Effect.promise(async () => {
        const hour = { fault: { _tag: "Delay", by: 3_600_000 } }
        await fetch(`${control}/faults`, { method: "POST", body: JSON.stringify(hour) })
        const client = new AbortController()
        const asked = fetch(`${urlIn(child.stdout(), "Omise")}/customers`, {
          ...asOmise,
          signal: client.signal
        }).catch((error: Error) => error.name)
        for (let seen: unknown = []; Array.isArray(seen) && seen.length === 0; ) {
          seen = await (await fetch(`${control}/requests`)).json()
        }
        client.abort()
        assert.strictEqual(await asked, "AbortError")
      })
      child.process.kill("SIGTERM")
      assert.strictEqual(yield* child.ended, 0, child.stderr())
    })
  )

  started(
    "gives each provider a port, and limits the rate, if told to",
    Effect.gen(function* () {
      const child = yield* cli("emulator", "--port", "0", "--ports-each", "--rate-limit", "1")
      yield* child.printed("Ctrl-C")
      const urls = ["bePaid", "Omise", "Stancer", "The page"].map((name) => urlIn(child.stdout(), name))
      assert.strictEqual(new Set(urls.map((url) => new URL(url).port)).size, 4)
      const statuses = yield* Effect.promise(() =>
        Promise.all(
          Array.from({ length: 8 }, async () => (await fetch(`${urls[1]}/customers`, asOmise)).status)
        )
      )
      assert.include(statuses, 429)
    })
  )

  started(
    "lets nobody in from other machines unless told to",
    Effect.gen(function* () {
      const child = yield* cli("emulator", "--host", "0.0.0.0")
      assert.strictEqual(yield* child.ended, 2)
      assert.include(child.stderr(), "--allow-remote")
      assert.include(child.stderr(), "Usage: effect-payment-customers emulator")
      assert.notInclude(child.stderr(), "    at ", "no stack")
    })
  )

  started(
    "says with 1 that a port is taken",
    Effect.gen(function* () {
      const { url } = yield* Emulator.serve()
      const child = yield* cli("emulator", "--port", new URL(url).port)
      assert.strictEqual(yield* child.ended, 1)
      assert.include(child.stderr(), "EADDRINUSE")
      assert.notInclude(child.stderr(), "    at ", "no stack")
    })
  )
})

describe("the flags", () => {
  const tls = ["test/fixtures/tls/self-signed.cert.pem", "test/fixtures/tls/self-signed.key.pem"] as const

  const understood: ReadonlyArray<readonly [args: ReadonlyArray<string>, options: Emulator.ServeOptions]> = [
    [[], { port: 4010, host: "127.0.0.1", allowRemote: false, portsEach: false }],
    [["--port", "0"], { port: 0 }],
    [["--host", "::1"], { host: "::1" }],
    [["--host", "localhost"], { host: "localhost" }],
    [["--host", "0.0.0.0", "--allow-remote"], { host: "0.0.0.0", allowRemote: true }],
    [["--ports-each"], { portsEach: true }],
    [["--rate-limit", "5"], { rateLimit: { requests: 5, per: "1 second" } }],
    [[], { stancer: { repeatedExternalId: "another" } }],
    [["--stancer-repeated-external-id", "same"], { stancer: { repeatedExternalId: "same" } }],
    [["--stancer-repeated-external-id=conflict"], { stancer: { repeatedExternalId: "conflict" } }],
    [["--seed", seed], { seed: { omise: [{ id: "cust_test_seed", email: "seed@example.com" }] } }],
    [
      ["--cert", tls[0], "--key", tls[1]],
      { tls: { cert: readFileSync(tls[0], "utf8"), key: readFileSync(tls[1], "utf8") } }
    ]
  ]
  for (const [args, options] of understood) {
    it(`emulator ${args.join(" ")}`, () => {
      const command = commandOf(["emulator", ...args])
      assert.deepInclude("serve" in command ? command.serve : {}, options)
    })
  }

  const refusals: ReadonlyArray<readonly [args: ReadonlyArray<string>, words: string]> = [
    [[], "the one command is: emulator"],
    [["serve"], "the one command is: emulator"],
    [["emulator", "now"], "the one command is: emulator"],
    [["emulator", "--host", "192.168.1.7"], "--allow-remote"],
    [["emulator", "--host", "127.0.0.1.example.com"], "--allow-remote"],
    [["emulator", "--port", "65536"], "--port must be a whole number from 0 to 65535"],
    [["emulator", "--port", "http"], "--port must be a whole number"],
    [["emulator", "--rate-limit", "0"], "--rate-limit must be a whole number from 1"],
    [
      ["emulator", "--stancer-repeated-external-id", "twice"],
      "--stancer-repeated-external-id must be one of another, same, conflict"
    ],
    [["emulator", "--prot", "1"], "--prot"],
    [["emulator", "--cert", "cert.pem"], "--cert and --key come together"],
    [["emulator", "--seed", "no-such-file.json"], "no-such-file.json"],
    [["emulator", "--seed", file('{"stripe":[]}')], "stripe: is unexpected"],
    [["emulator", "--seed", file('{"omise":[1]}')], "omise.0: must be an object"],
    [["emulator", "--seed", file("{")], "the file is not JSON"]
  ]
  for (const [args, words] of refusals) {
    it(`${args.join(" ") || "nothing"} is refused with the reason`, () => {
      assert.throws(() => commandOf(args), UsageError, words)
    })
  }

  it("--help and --version", () => {
    assert.deepInclude(commandOf(["--help"]), { print: usage })
    assert.deepInclude(commandOf(["--version"]), { print: manifest.version })
  })
})
