/** docs/examples/sync.ts: stopped anywhere and run again, the file has every customer once. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Redacted from "effect/Redacted"
import type * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, Fault, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import type * as Layer from "#line/Layer"
import * as Effect from "#line/test/Effect"
import { afterAll, assert, describe, it } from "#line/test/vitest"
import { sync } from "../../docs/examples/sync.js"

const folder = mkdtempSync(join(tmpdir(), "sync-"))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newFile = () => {
  files += 1
  return join(folder, `customers-${files}.jsonl`)
}

const seed = Array.from({ length: 250 }, (_, index) => ({ email: `customer-${index}@example.com` }))
const addresses = seed.map(({ email }) => email)

const addressesIn = (file: string) =>
  readFileSync(file, "utf8")
    .split("\n")
    .slice(0, -1)
    .map((line) => (JSON.parse(line) as { readonly email: string }).email)

const providers: ReadonlyArray<readonly [name: string, layer: Layer.Layer<Customers.List>]> = [
  ["bePaid", BePaidTest.layer({ seed: seed.map((row) => ({ ...row, ip: "127.0.0.1" })) })],
  ["Omise", OmiseTest.layer({ seed })],
  ["Stancer v2", StancerTest.layerV2({ seed })]
]

describe("a sync", () => {
  it.effect.each(providers)("%s: every customer once", ([, layer]) =>
    Effect.gen(function* () {
      const file = newFile()
      yield* sync(file)
      assert.sameMembers(addressesIn(file), addresses)
    }).pipe(Effect.provide(layer))
  )

  const pages = [0, 1, 2] as const
  it.effect.each(pages)("stopped after %i pages it goes on there, and asks for no page again", (pages) =>
    Effect.gen(function* () {
      const file = newFile()
      const control = yield* OmiseTest.Control
      yield* control.fault({ operation: "list", after: pages, fault: Fault.answer(403) })
      assert.strictEqual((yield* Effect.flip(sync(file)))._tag, "Forbidden")
      const before = (yield* control.requests).length
      // a run that is killed may have written lines, or a half, after its checkpoint
      appendFileSync(file, '{"email":"customer-249@example.com"}\n{"ema')
      yield* sync(file)
      assert.sameMembers(addressesIn(file), addresses)
      assert.isBelow((yield* control.requests).length - before, 6 - pages)
    }).pipe(Effect.provide(OmiseTest.layer({ seed })))
  )

  it.effect("one that is over asks nothing more", () =>
    Effect.gen(function* () {
      const file = newFile()
      yield* sync(file)
      const text = readFileSync(file, "utf8")
      const { length } = yield* (yield* OmiseTest.Control).requests
      yield* sync(file)
      assert.strictEqual(readFileSync(file, "utf8"), text)
      assert.strictEqual((yield* (yield* OmiseTest.Control).requests).length, length)
    }).pipe(Effect.provide(OmiseTest.layer({ seed })))
  )

  it.effect.each([
    ["no JSON", "{"],
    ["another thing", '{"next": 7}'],
    ["longer than the file", '{"next": null, "bytes": 9, "over": false}']
  ] as const)("a checkpoint that is %s is refused, and the file stays as it is", ([, checkpoint]) =>
    Effect.gen(function* () {
      const file = newFile()
      writeFileSync(file, "kept\n")
      writeFileSync(`${file}.checkpoint`, checkpoint)
      const error = yield* Effect.flip(sync(file))
      assert.include(error, { _tag: "UnreadableCheckpoint", file: `${file}.checkpoint` })
      assert.strictEqual(readFileSync(file, "utf8"), "kept\n")
    }).pipe(Effect.provide(OmiseTest.layer({ seed })))
  )

  it.effect("without a key that is accepted nothing is written", () =>
    Effect.gen(function* () {
      const file = newFile()
      assert.strictEqual((yield* Effect.flip(sync(file)))._tag, "Unauthorized")
      assert.strictEqual(readFileSync(file, "utf8"), "")
      assert.isFalse(existsSync(`${file}.checkpoint`))
    }).pipe(Effect.provide(OmiseTest.layer({ seed, secretKey: Redacted.make("skey_test_another") })))
  )
})
