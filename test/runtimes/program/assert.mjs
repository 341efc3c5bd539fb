/** What a check expects. An error's text has the names of fields and tags, which are the emulator's own data. */
const text = (value) => JSON.stringify(value) ?? String(value)

export const equal = (actual, expected, what = "") => {
  if (text(actual) !== text(expected))
    throw new Error(`${what} ${text(actual)} is not ${text(expected)}`.trim())
}

/** The fields of an object that are named, and no others. */
export const has = (actual, expected) =>
  equal(Object.fromEntries(Object.keys(expected).map((name) => [name, actual?.[name]])), expected)

export const ok = (condition, what) => {
  if (!condition) throw new Error(what)
}
