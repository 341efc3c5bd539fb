/** How each provider introduces itself on the page: what opens it, and a first request. */
import { registry } from "../../providers/registry.js"
import type { Keys } from "../options.js"
import type { Card } from "./pageState.js"

/** A word of a shell, whatever is in it. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

const json = "-H 'content-type: application/json'"

/** What can be armed on the page, in its words; `/_control` has all. */
const faults: Card["faults"] = {
  "answers 503": { _tag: "Answer", status: 503 },
  "answers 429, with retry-after": { _tag: "Answer", status: 429, headers: { "retry-after": "1" } },
  "is carried out, the answer is lost": { _tag: "LoseAnswer" },
  "is carried out, the answer is cut": { _tag: "Truncate" },
  "finds no connection": { _tag: "RefuseConnection" },
  "takes 5 seconds": { _tag: "Delay", by: 5000 },
  "is never answered": { _tag: "NeverAnswer", carriedOut: false }
}

const pair = ({ testKey, liveKey }: Keys["omise"]): Card["keys"] => [
  { name: "test key", value: testKey },
  { name: "live key", value: liveKey }
]

export const cardsOf = ({ bepaid, omise, stancer }: Keys): Readonly<Record<string, Card>> => ({
  bepaid: {
    faults,
    title: registry.bepaid.title,
    keys: [
      { name: "shop id", value: bepaid.shopId },
      { name: "secret key", value: bepaid.secretKey }
    ],
    first: `/customers -u ${quoted(`${bepaid.shopId}:${bepaid.secretKey}`)} ${json} -d '{"email":"a@example.com","ip":"127.0.0.1"}'`
  },
  omise: {
    faults,
    title: registry.omise.title,
    keys: pair(omise),
    first: `/customers -u ${quoted(`${omise.testKey}:`)} -d email=a@example.com`
  },
  stancer: {
    faults,
    title: registry.stancer.title,
    keys: pair(stancer),
    first: `/v1/customers/ -u ${quoted(`${stancer.testKey}:`)} ${json} -d '{"email":"a@example.com"}'`
  }
})
