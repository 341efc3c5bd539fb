/** What is wrong with JSON that somebody wrote by hand. */
import * as Result from "#line/Result"
import { problemsOf, type SchemaError } from "#line/SchemaIssue"

const wordsOf = (expected: ReadonlyArray<string>): string => {
  if (expected.includes("present")) return "is missing"
  return expected.includes("absent") ? "is unexpected" : `must be ${expected.join(" or ")}`
}

/** Each place with its rule. @param whole what the JSON is, for what is wrong with all of it */
export const problemsIn = (error: SchemaError, whole: string): string => {
  const places = new Map<string, Set<string>>()
  for (const { path, expected } of problemsOf(error)) {
    places.set(path, (places.get(path) ?? new Set()).add(expected))
  }
  return Array.from(places, ([path, expected]) => `${path || whole}: ${wordsOf([...expected])}`).join("; ")
}

/** The file's text as JSON, or what is wrong with it. */
export const parseJson = (text: string): Result.Result<unknown, string> => {
  try {
    return Result.succeed(JSON.parse(text))
  } catch {
    return Result.fail("the file is not JSON")
  }
}
