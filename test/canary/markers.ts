/**
 * Values that are found nowhere else, put in wherever a key or something about a customer can be put in; and the search
 * for them, in every form in which they could come out.
 */

/** The keys. The shop id of bePaid is no secret. */
export const keys = {
  bepaid: "b3d7f09c41e85a26",
  omise: "skey_test_5zq8wvj2hxk7r3mfy0d",
  stancer: "stest_Qw7Zk3pVx9Lm2Rt6Yb4Nf8"
} as const

export const shopId = "361"

/** User and password of the requests. */
export const credentials = (provider: keyof typeof keys): string =>
  provider === "bepaid" ? `${shopId}:${keys.bepaid}` : `${keys[provider]}:`

/** What a caller says of a customer. Quotes and letters beyond ASCII make encodings differ. */
export const about = {
  email: "zebedee.1947@quillfeather.example",
  phone: "+375447310092",
  name: 'Zoltán "Zeb" Quillfeather',
  ip: "198.51.100.73",
  address: "17 Quagmire Crescent",
  city: "Vermilionville",
  zip: "QX9-7ZLV",
  metadataKey: "favourite_xylophone",
  metadata: "Sopranino Bombarde",
  description: "prefers Wednesdays, jôvial with the Hobblers",
  cardToken: "tokn_test_5xj4mzt0wq9bd8yh2fk",
  cardId: "card_test_5fp2vkt6ry1ng4cx8me",
  linkedAccount: "acct_test_5hh7wqz3pd0jv6ub1sk",
  externalId: "ext-88f1c2d7",
  dateOfBirth: "1947-09-19",
  legalId: "RCS-732829320-Qx",
  query: "quixotic.jackdaw@example.org"
} as const

/** Parts by which a marker would still be known, had only they come out. */
const parts: ReadonlyArray<string> = [
  "zebedee.1947",
  "quillfeather",
  "375447310092",
  "Zoltán",
  "Quillfeather",
  "Quagmire",
  "Crescent",
  "xylophone",
  "Sopranino",
  "Bombarde",
  "Wednesdays",
  "Hobblers",
  "5zq8wvj2hxk7r3mfy0d",
  "Qw7Zk3pVx9Lm2Rt6Yb4Nf8",
  "5xj4mzt0wq9bd8yh2fk",
  "5fp2vkt6ry1ng4cx8me",
  "5hh7wqz3pd0jv6ub1sk",
  "88f1c2d7",
  "jackdaw"
]

/** Everything that must not come out. */
export const markers: ReadonlyArray<string> = [...Object.values(keys), ...Object.values(about), ...parts]

const bytes = (text: string): Buffer => Buffer.from(text, "utf8")

/** What any base64 of a text that contains `marker` contains, one for each place where a group of bytes can begin. */
const inBase64 = (marker: string): ReadonlyArray<string> =>
  [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes(marker)]).toString("base64")
    // the first and the last digits also depend on what stands around the marker
    return encoded.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes(marker).length) * 8) / 6))
  })

const toBase64Url = (text: string): string => text.replaceAll("+", "-").replaceAll("/", "_")

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1)

const asciiOnly = (text: string): string =>
  text.replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)

/** The forms of a marker that are searched for, and what each is called. */
export const formsOf = (marker: string): ReadonlyArray<readonly [form: string, text: string]> => [
  ["plain", marker],
  ["URL-encoded", encodeURIComponent(marker)],
  ["URL-encoded", encodeURIComponent(marker).toLowerCase()],
  ["form-encoded", new URLSearchParams({ "": marker }).toString().slice(1)],
  ["JSON", escaped(marker)],
  ["JSON", asciiOnly(escaped(marker))],
  ["JSON in JSON", escaped(escaped(marker))],
  ["HTML", marker.replaceAll('"', "&quot;")],
  ...inBase64(marker).flatMap(
    (encoded): Array<[string, string]> => [
      ["base64", encoded],
      ["base64", toBase64Url(encoded)]
    ]
  )
]

interface Needle {
  readonly marker: string
  readonly form: string
  readonly text: string
  readonly ignoresCase: boolean
}

const everyNeedle: ReadonlyArray<Needle> = markers.flatMap((marker) =>
  formsOf(marker).map(([form, text]): Needle => {
    const ignoresCase = form !== "base64"
    return { marker, form, text: ignoresCase ? text.toLowerCase() : text, ignoresCase }
  })
)

/** Where a needle is part of another one, whatever contains the longer one contains it. */
const needles: ReadonlyArray<Needle> = everyNeedle.filter(
  (needle, index) =>
    !everyNeedle.some(
      (other, at) =>
        other.ignoresCase === needle.ignoresCase &&
        needle.text.includes(other.text) &&
        (other.text.length < needle.text.length || at < index)
    )
)

/** Something that was shown. */
export interface Evidence {
  readonly where: string
  readonly text: string
}

/** A marker in it. */
export interface Finding {
  readonly where: string
  readonly marker: string
  readonly form: string
  readonly excerpt: string
}

export const search = (evidence: Iterable<Evidence>): ReadonlyArray<Finding> => {
  const found: Array<Finding> = []
  for (const { where, text } of evidence) {
    const lower = text.toLowerCase()
    for (const { marker, form, text: needle, ignoresCase } of needles) {
      const at = (ignoresCase ? lower : text).indexOf(needle)
      if (at >= 0) found.push({ where, marker, form, excerpt: text.slice(Math.max(0, at - 60), at + 100) })
    }
  }
  return found
}
