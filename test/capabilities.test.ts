/** What a provider lacks is told by the compiler, at the user's call, by name; and what the documentation says of it. */
import { readFileSync } from "node:fs"
import { asWritten } from "#line/test/Docs"
import { assert, beforeAll, describe, it } from "#line/test/vitest"
import { compile } from "./support/compiler.js"
import { type Capability, type Subject, subjects } from "./support/providers.js"

const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), "utf8")

const calls: Readonly<Record<Capability, string>> = {
  Create: 'create({ email: "customer@example.com", ip: "127.0.0.1" })',
  Retrieve: 'retrieve("id")',
  Update: 'update("id", { name: "John Doe" })',
  Delete: 'delete("id")',
  List: "list()",
  Search: 'search("john")',
  Find: 'findByEmail("customer@example.com").pipe(Stream.runDrain)',
  Ensure: 'ensure({ email: "customer@example.com", ip: "127.0.0.1" })'
}
const capabilities = Object.keys(calls) as ReadonlyArray<Capability>

const testLayers: Readonly<Record<string, string>> = {
  bepaid: "BePaidTest.layer",
  omise: "OmiseTest.layer",
  stancer: "StancerTest.layer",
  "stancer v2": "StancerTest.layerV2"
}

/** A user's program of one call. The call that runs it is its last line. */
const programOf = ({ name }: Subject, capability: Capability): string =>
  `import * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, OmiseTest, StancerTest } from "effect-payment-customers/testing"
import * as Effect from "#line/test/Effect"
import * as Stream from "#line/Stream"

const program = Customers.${calls[capability]}
Effect.runPromise(program.pipe(Effect.provide(${testLayers[name]}())))`

const cases = subjects.flatMap((subject) =>
  capabilities.map((capability) => ({
    file: `${subject.name.replace(" ", "-")}-${capability}.ts`,
    provider: subject.name,
    capability,
    isThere: subject.can.includes(capability),
    code: programOf(subject, capability)
  }))
)

describe("the compiler", () => {
  let problems: ReturnType<typeof compile> = new Map()
  beforeAll(() => {
    problems = compile(new Map(cases.map(({ file, code }) => [file, code])))
  }, 120_000)

  for (const { file, provider, capability, isThere } of cases) {
    if (isThere) {
      it(`takes ${provider} for a program that needs ${capability}`, () =>
        assert.deepEqual(problems.get(file), []))
    } else {
      it(`refuses ${provider} for a program that needs ${capability}, naming it where the program is run`, () => {
        const [message = "", ...more] = problems.get(file) ?? []
        assert.deepEqual(more, [])
        assert.include(message, `${file}(7,19): error TS`)
        assert.match(message, new RegExp(`\n *Type '${capability}' is not assignable to type 'never'\\.$`))
      })
    }
  }
})

/** The column of each provider. */
const columns: Readonly<Record<string, string>> = {
  bepaid: "bePaid",
  omise: "Omise",
  stancer: "Stancer v1",
  "stancer v2": "Stancer v2"
}

/** The cells of the rows that begin with a capability, by the heading above them. */
const tableOf = (text: string, capabilityIn: string): ReadonlyArray<Readonly<Record<string, string>>> => {
  const rows = [...text.matchAll(/^\|(.+)\|$/gm)].map(([, row = ""]) =>
    row.split("|").map((cell) => cell.trim())
  )
  const headings = rows.find((row) => row.includes(capabilityIn)) ?? []
  return rows
    .filter((row) => row.some((cell) => cell.startsWith("`Customers.")))
    .map((row) => Object.fromEntries(row.map((cell, column) => [headings[column], cell])))
}

describe("the documentation", () => {
  for (const { file, capabilityIn } of [
    { file: "docs/capabilities.md", capabilityIn: "tag" },
    { file: "README.md", capabilityIn: "requires" }
  ]) {
    it(`${file} has the table that the compiler goes by`, () => {
      const shown = tableOf(read(file), capabilityIn).map((row) => ({
        capability: row[capabilityIn],
        providers: Object.keys(columns).filter((provider) => row[columns[provider] ?? ""] === "✔")
      }))
      const known = capabilities.map((capability) => ({
        capability: `\`Customers.${capability}\``,
        providers: subjects.filter(({ can }) => can.includes(capability)).map(({ name }) => name)
      }))
      assert.deepEqual(shown, known)
    })
  }

  it("docs/capabilities.md shows a program that does not compile, and the compiler's words", {
    timeout: 120_000
  }, () => {
    const [, code = "", words] =
      /```typescript\n([\s\S]*?)```[\s\S]*?```text\n([\s\S]*?)```/.exec(read("docs/capabilities.md")) ?? []
    // A project that is strict and no more: with `exactOptionalPropertyTypes` the message has a sentence more.
    // The order of the errors in it is TypeScript 7's, which does not depend on what was checked before.
    const differing = { exactOptionalPropertyTypes: false, stableTypeOrdering: true }
    const problems = compile(new Map([["erase.ts", asWritten(code)]]), differing)
    assert.strictEqual(problems.get("erase.ts")?.join("\n"), words?.trimEnd())
  })
})
