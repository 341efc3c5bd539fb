/** What a public Schema says of a value that it refuses: what was expected and where, never what stood there. */
import { inspect } from "node:util"
import * as Library from "effect-payment-customers"
import { Fault } from "effect-payment-customers/testing"
import * as Result from "#line/Result"
import * as Schema from "#line/test/Schema"
import * as SchemaAST from "#line/test/SchemaAST"
import { assert, describe, it } from "#line/test/vitest"

const typed = "john.doe@example.com"
const number = 375291112233

const odd: ReadonlyArray<unknown> = [
  typed,
  number,
  [typed],
  { at: number },
  { deep: { deeper: typed } },
  null
]

const isCodec = (value: unknown): value is Schema.AnyCodec => Schema.isSchema(value)

const schemas = Object.entries({ ...Library, testing: { Fault } }).flatMap(([module, members]) =>
  Object.entries(members).flatMap(([name, member]: [string, unknown]) =>
    isCodec(member) ? [[`${module}.${name}`, member] as const] : []
  )
)

/** The odd values themselves, and records that have each of them as each of the fields. */
const refused = (schema: Schema.AnyCodec): ReadonlyArray<unknown> => {
  const names = SchemaAST.encodedNames(schema)
  return [
    ...odd,
    ...odd.map((value) => Object.fromEntries(names.map((name) => [name, value]))),
    ...names.flatMap((name) => odd.map((value) => ({ id: "cust_1", [name]: value })))
  ]
}

const forms = (error: { readonly message: string }): ReadonlyArray<string> => [
  error.message,
  String(error),
  inspect(error, { depth: 9 }),
  JSON.stringify(error)
]

const assertSilent = (error: { readonly message: string }) => {
  for (const form of forms(error)) {
    assert.notInclude(form, typed)
    assert.notInclude(form, String(number))
  }
}

describe.each(schemas)("%s", (_, schema) => {
  it("decodes or says what was expected", () => {
    const failures = refused(schema).flatMap((value) => {
      const result = Schema.decodeUnknownResult(schema, { errors: "all" })(value)
      return Result.isFailure(result) ? [Result.getOrThrow(Result.flip(result))] : []
    })
    assert.isNotEmpty(failures)
    for (const failure of failures) assertSilent(failure)
  })

  it("encodes or says what was expected", () => {
    for (const value of refused(schema)) {
      const result = Schema.encodeUnknownResult(schema)(value)
      if (Result.isFailure(result)) assertSilent(Result.getOrThrow(Result.flip(result)))
    }
  })
})

it("names the field", () => {
  const result = Schema.decodeUnknownResult(Library.Omise.Customer)({ id: "cust_1", email: { at: typed } })
  assert.match(Result.getOrThrow(Result.flip(result)).message, /string/)
  assert.match(Result.getOrThrow(Result.flip(result)).message, /email/)
})

it("says it where a Schema of the user's holds one of the library's", () => {
  const result = Schema.decodeUnknownResult(Schema.Array(Library.Omise.Customer))([
    { id: "cust_1", email: { at: typed } }
  ])
  assertSilent(Result.getOrThrow(Result.flip(result)))
})

it("says it where a class is made by hand", () => {
  try {
    Reflect.construct(Library.Customers.Customer, [{ provider: "omise", id: { typed }, email: number }])
    assert.fail("made")
  } catch (error) {
    for (const form of [String(error), inspect(error, { depth: 9 })]) {
      assert.notInclude(form, typed)
      assert.notInclude(form, String(number))
    }
  }
})
