/** The three forms of an HTTP date, RFC 9110 § 5.6.7, read strictly: `Date.parse` takes much that is none of them. */

const months = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
const shortDay = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
const longDay = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
const time = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)"

const forms: ReadonlyArray<RegExp> = [
  `${shortDay}, (?<day>\\d\\d) (?<month>${months}) (?<year>\\d{4}) ${time} GMT`,
  `${longDay}, (?<day>\\d\\d)-(?<month>${months})-(?<year>\\d\\d) ${time} GMT`,
  `${shortDay} (?<month>${months}) (?<day>\\d\\d| \\d) ${time} (?<year>\\d{4})`
].map((form) => new RegExp(`^${form}$`))

/** A comma between two values of a header, and none within a date. */
export const betweenValues = /\s*,(?!\s*\d\d[ -][A-Z])\s*/

/** `undefined` where there is no such day or time; the 60th second is a leap second's. */
const toMillis = (
  year: number,
  month: number,
  [day, hour, minute, second]: readonly [number, number, number, number]
): number | undefined => {
  const midnight = new Date(0)
  midnight.setUTCFullYear(year, month, day)
  return midnight.getUTCDate() === day && hour <= 23 && minute <= 59 && second <= 60
    ? midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000
    : undefined
}

/**
 * Milliseconds of the Unix time; `undefined` where it is no HTTP date. The day's name must be one, and is not compared
 * with the date.
 *
 * @param nowMillis decides which century a year of two digits is of: no date is more than 50 years ahead
 */
export const parseHttpDate = (text: string, nowMillis: number): number | undefined => {
  const parts = forms.map((form) => form.exec(text)?.groups).find((groups) => groups !== undefined)
  if (parts === undefined) return undefined
  const { year = "", month = "", day, hour, minute, second } = parts
  const at = (inYear: number) =>
    toMillis(inYear, months.split("|").indexOf(month), [
      Number(day),
      Number(hour),
      Number(minute),
      Number(second)
    ])
  if (year.length === 4) return at(Number(year))
  const limit = new Date(nowMillis)
  limit.setUTCFullYear(limit.getUTCFullYear() + 50)
  const lastYear = limit.getUTCFullYear()
  const latest = lastYear - ((lastYear - Number(year)) % 100)
  return (at(latest) ?? 0) > limit.getTime() ? at(latest - 100) : at(latest)
}
