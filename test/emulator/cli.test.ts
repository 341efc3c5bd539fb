/** `effect-payment-customers emulator` as a user starts and stops it. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Emulator from "effect-payment-customers/emulator"
import type * as Scope from "#line/Scope"
import * as Effect from "#line/test/Effect"
import { assert, describe, it } from "#line/test/vitest"
import { commandOf, UsageError, usage } from "../../src/emulator/cli/flags.js"
import { failure, lineOf, wrapped } from "../../src/emulator/cli/terminal.js"
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
        const printed = [
          "361",
          omise.testKey,
          omise.liveKey,
          omise.testPublicKey,
          Emulator.keys.stancer.testKey
        ]
        for (const key of printed) {
          assert.include(child.stdout(), key ?? "no key")
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
    "goes on when whoever reads its lines has left",
    Effect.gen(function* () {
      const child = yield* cli("emulator", "--port", "0")
      yield* child.printed("Ctrl-C")
      child.process.stdout?.destroy()
      for (let asked = 0; asked < 3; asked++) {
        const listed = yield* Effect.promise(() =>
          fetch(`${urlIn(child.stdout(), "Omise")}/customers`, asOmise)
        )
        assert.strictEqual(listed.status, 200)
        yield* Effect.promise(() => listed.arrayBuffer())
      }
      child.process.kill("SIGTERM")
      assert.strictEqual(yield* child.ended, 0, child.stderr())
    })
  )

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
      const lines = child.stderr().trimEnd().split("\n")
      assert.include(lines.slice(-2).join(" "), "--host 0.0.0.0: other machines could reach")
      for (const line of lines) assert.isAtMost(line.length, 80, line)
      assert.include(child.stderr(), "Usage: effect-payment-customers emulator")
      assert.notInclude(child.stderr(), "    at ", "no stack")
    })
  )

  started(
    "prints the token where other machines reach it",
    Effect.gen(function* () {
      const child = yield* cli("emulator", "--port", "0", "--host", "0.0.0.0", "--allow-remote")
      yield* child.printed("Ctrl-C")
      const [, token = ""] = /#token=(\S+)$/m.exec(urlIn(child.stdout(), "The page")) ?? []
      assert.include(child.stdout(), `authorization: Bearer ${token}\n`)
      const control = `${urlIn(child.stdout(), "Omise").replace(/omise$/, "_control/omise")}/requests`
      const statuses = yield* Effect.forEach([`Bearer ${token}`, "Bearer "], (authorization) =>
        Effect.promise(async () => (await fetch(control, { headers: { authorization } })).status)
      )
      assert.deepStrictEqual(statuses, [200, 401])
    })
  )

  started(
    "prints a line for each request, without what it says of customers",
    Effect.gen(function* () {
      const child = yield* cli("emulator", "--port", "0")
      yield* child.printed("Ctrl-C")
      const baseUrl = urlIn(child.stdout(), "Omise")
      yield* Effect.promise(async () => {
        await fetch(`${baseUrl}/search?query=somebody@example.com`, asOmise)
        await fetch(`${baseUrl}/customers/${omise.liveKey}`, asOmise)
      })
      yield* child.printed("/customers/skey_…  404")
      assert.match(child.stdout(), /^\d\d:\d\d:\d\d {2}GET {5}\/omise\/search {2}400 {2}\d+ ms$/m)
      assert.notInclude(child.stdout(), "somebody")
    })
  )

  started(
    "prints none if told to be quiet",
    Effect.gen(function* () {
      const child = yield* cli("emulator", "--port", "0", "--quiet")
      yield* child.printed("Ctrl-C")
      const before = child.stdout()
      yield* Effect.promise(() => fetch(`${urlIn(before, "Omise")}/customers`, asOmise))
      child.process.kill("SIGTERM")
      assert.strictEqual(yield* child.ended, 0)
      assert.strictEqual(child.stdout(), before)
    })
  )

  started(
    "says with 1 that a certificate is none",
    Effect.gen(function* () {
      const none = file("no certificate")
      const child = yield* cli("emulator", "--port", "0", "--cert", none, "--key", none)
      assert.strictEqual(yield* child.ended, 1)
      assert.strictEqual(child.stderr(), "--cert, --key: they are not a certificate and its key, as PEM\n")
    })
  )

  started(
    "says with 1 that a port is taken",
    Effect.gen(function* () {
      const { url } = yield* Emulator.serve()
      const child = yield* cli("emulator", "--port", new URL(url).port)
      assert.strictEqual(yield* child.ended, 1)
      assert.include(child.stderr(), `port ${new URL(url).port} is taken`)
      assert.include(child.stderr(), "--port 0")
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
    [["--allow-host", "emulator", "--allow-host=b.internal"], { hosts: ["emulator", "b.internal"] }],
    [["--rate-limit", "5"], { rateLimit: { requests: 5, per: "1 second" } }],
    [[], { stancer: { repeatedExternalId: "another" } }],
    [["--stancer-repeated-external-id", "same"], { stancer: { repeatedExternalId: "same" } }],
    [["--stancer-repeated-external-id=conflict"], { stancer: { repeatedExternalId: "conflict" } }],
    [["--seed", seed], { seed: { omise: [{ id: "cust_test_seed", email: "seed@example.com" }] } }],
    [
      ["--accounts", file('{"stancer":[{"testKey":"stest_2","liveKey":"sprod_2"}]}')],
      { accounts: { stancer: [{ testKey: "stest_2", liveKey: "sprod_2" }] } }
    ],
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
    [["emulator", "--prot", "1"], "there is no flag --prot"],
    [["emulator", "-p", "1"], "there is no flag -p"],
    [["emulator", "--constructor"], "there is no flag --constructor"],
    [["emulator", "--port"], "--port needs a value"],
    [["emulator", "--seed", "--quiet"], "--seed needs a value"],
    [["emulator", "--quiet=yes"], "--quiet takes no value"],
    [["emulator", "--cert", "cert.pem"], "--cert and --key come together"],
    [["emulator", "--seed", "no-such-file.json"], "--seed no-such-file.json: there is no such file"],
    [["emulator", "--seed", "src"], "--seed src: this is a folder"],
    [["emulator", "--seed", file('{"stripe":[]}')], "stripe: is unexpected"],
    [["emulator", "--seed", file('{"omise":[1]}')], "omise.0: must be an object"],
    [["emulator", "--seed", file("{")], "the file is not JSON"],
    [["emulator", "--accounts", file("{")], "the file is not JSON"],
    [
      ["emulator", "--accounts", file('{"stancer":[{"testKey":"stest_2"}]}')],
      "stancer.0.liveKey: is missing"
    ],
    [["emulator", "--accounts", file('{"omise":[{"key":"skey"}]}')], "omise.0.key: is unexpected"]
  ]
  for (const [args, words] of refusals) {
    it(`${args.join(" ") || "nothing"} is refused with the reason`, () => {
      assert.throws(() => commandOf(args), UsageError, words)
    })
  }

  for (const args of [["--help"], ["-h"], ["help"], ["emulator", "-h"], ["help", "emulator"]]) {
    it(`${args.join(" ")} is the usage, within 80 columns`, () => {
      assert.deepInclude(commandOf(args), { print: usage })
      for (const line of usage.split("\n")) assert.isAtMost(line.length, 80, line)
    })
  }

  for (const flag of ["--version", "-v"]) {
    it(`${flag} is the version`, () => assert.deepInclude(commandOf([flag]), { print: manifest.version }))
  }

  it("--quiet is told from what is served", () => {
    assert.deepInclude(commandOf(["emulator", "--quiet"]), { quiet: true })
    assert.deepInclude(commandOf(["emulator"]), { quiet: false })
  })
})

describe("what is printed", () => {
  it("is broken at 80 columns, and says nothing to the terminal itself", () => {
    const lines = wrapped(`--seed ${"long ".repeat(30)}\u001b[31m${"x".repeat(200)}`).split("\n")
    for (const line of lines) assert.isAtMost(line.length, 80)
    assert.isTrue(lines.join("").includes("?[31m"))
    assert.strictEqual(wrapped("a few words"), "a few words")
  })

  const asked = {
    provider: "omise",
    at: 0,
    millis: 3,
    method: "GET",
    path: "/customers",
    status: 200,
    fault: undefined
  } as const

  it("of a request is a line", () => {
    assert.match(lineOf(asked), /^[\d:]{8} {2}GET {5}\/omise\/customers {2}200 {2}3 ms$/)
    assert.match(
      lineOf({ ...asked, status: undefined, fault: "LoseAnswer" }),
      / {2}no answer {2}3 ms {2}LoseAnswer$/
    )
    assert.strictEqual(lineOf({ ...asked, path: `/${"x".repeat(150)}` }).length, 80)
  })

  const failures: ReadonlyArray<readonly [code: string, words: string]> = [
    ["EADDRINUSE", "port 4012 is taken: choose another one, or --port 0"],
    ["EACCES", "port 4012 is not for this user"],
    ["EADDRNOTAVAIL", "--host 10.9.9.9: this machine has no such address"],
    ["ENOTFOUND", "--host 10.9.9.9: nobody knows this name"],
    ["ELSE", "something else"]
  ]
  for (const [code, words] of failures) {
    it(`of ${code} is: ${words}`, () => {
      const error = Object.assign(new Error("something else"), { code, port: 4012 })
      assert.include(failure(error, { host: "10.9.9.9", port: 4010 }), words)
    })
  }
})
