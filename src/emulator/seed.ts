/** A file of customers that are there from the start. */
import * as Result from "#line/Result"
import * as Schema from "#line/Schema"
import { problemsIn } from "./problems.js"

const Customers = Schema.Array(Schema.Record(Schema.String, Schema.Unknown))

const Seed = Schema.Struct({
  bepaid: Schema.optionalKey(Customers),
  omise: Schema.optionalKey(Customers),
  stancer: Schema.optionalKey(Customers)
})

const decode = Schema.decodeUnknownResult(Seed, { onExcessProperty: "error" })

const parsed = (text: string): Result.Result<unknown, string> => {
  try {
    return Result.succeed(JSON.parse(text))
  } catch {
    return Result.fail("the file is not JSON")
  }
}

/** The file's text as a seed, or what is wrong with it. */
export const parseSeed = (text: string): Result.Result<typeof Seed.Type, string> =>
  Result.flatMap(parsed(text), (json) =>
    Result.mapError(decode(json), (error) => problemsIn(error, "the file"))
  )
