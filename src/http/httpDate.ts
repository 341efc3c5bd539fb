/** The three forms of an HTTP date, RFC 9110 § 5.6.7, read strictly. */

const time = "(?<time>\\d\\d:\\d\\d:\\d\\d)"
const shortDay = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"

const forms: ReadonlyArray<RegExp> = [
  `${shortDay}, (?<day>\\d\\d) (?<month>...) (?<year>\\d{4}) ${time} GMT`,
  `(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, (?<day>\\d\\d)-(?<month>...)-(?<year>\\d\\d) ${time} GMT`,
  `${shortDay} (?<month>...) (?<day>\\d\\d| \\d) ${time} (?<year>\\d{4})`
].map((form) => new RegExp(`^${form}$`))

/** The values of a header that was sent more than once: a comma is between two of them, or within a date. */
export const valuesOf = (header: string): ReadonlyArray<string> =>
  header.split(/,(?!\s*\d\d[ -][A-Z])/).map((value) => value.trim())

/** `Date.parse` takes much that is no date: what it makes of this one must read the same. */
const toMillis = (date: string): number | undefined => {
  const millis = Date.parse(`${date} GMT`)
  return new Date(millis).toUTCString().includes(`, ${date} `) ? millis : undefined
}

/**
 * Milliseconds of the Unix time; `undefined` where it is no HTTP date. The day's name must be one, and is not compared
 * with the date. A leap second is the second before it.
 *
 * @param nowMillis decides which century a year of two digits is of: no date is more than 50 years ahead
 */
export const parseHttpDate = (text: string, nowMillis: number): number | undefined => {
  const parts = forms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined)
  if (parts === undefined) return undefined
  const { day = "", month, year = "", time = "" } = parts
  const at = (inYear: number | string) =>
    toMillis(`${day.replace(" ", "0")} ${month} ${inYear} ${time.replace(/60$/, "59")}`)
  if (year.length === 4) return at(year)
  const limit = new Date(nowMillis)
  const lastYear = limit.getUTCFullYear() + 50
  const latest = lastYear - ((lastYear - Number(year)) % 100)
  return (at(latest) ?? 0) > limit.setUTCFullYear(lastYear) ? at(latest - 100) : at(latest)
}
