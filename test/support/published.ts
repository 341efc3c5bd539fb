/** A test as a guide shows it: the modules by the names that a program on Effect 4 imports. */

const nameOf = (module: string): string => {
  if (module === "vitest") return "@effect/vitest"
  if (module === "TestClock") return "effect/testing/TestClock"
  return /^(Http|FetchHttp|Headers|Cookies|UrlParams)/.test(module)
    ? `effect/http/${module}`
    : `effect/${module}`
}

const published = (text: string): string =>
  text.replaceAll(/"#line\/(?:test\/)?(\w+)"/g, (_, module) => `"${nameOf(module)}"`)

const isImport = (line: string): boolean => line.startsWith("import ")

/** What a program says, in whatever order it imports: modules by their published names. */
export const shownAs = (text: string) => {
  const lines = published(text)
    .split("\n")
    .filter((line) => line !== "")
  return {
    imports: lines.filter(isImport).sort(),
    rest: lines.filter((line) => !isImport(line)).join("\n")
  }
}
