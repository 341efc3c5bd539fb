/** How each provider introduces itself on the page: what opens it, and a first request. */
import type { Keys } from "../emulator.js"
import type { Card } from "./pageState.js"

/** A word of a shell, whatever is in it. */
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`

const json = "-H 'content-type: application/json'"

const pair = ({ testKey, liveKey }: Keys["omise"]): Card["keys"] => [
  { name: "test key", value: testKey },
  { name: "live key", value: liveKey }
]

export const cardsOf = ({ bepaid, omise, stancer }: Keys): Readonly<Record<string, Card>> => ({
  bepaid: {
    title: "bePaid",
    keys: [
      { name: "shop id", value: bepaid.shopId },
      { name: "secret key", value: bepaid.secretKey }
    ],
    first: `/customers -u ${quoted(`${bepaid.shopId}:${bepaid.secretKey}`)} ${json} -d '{"email":"a@example.com","ip":"127.0.0.1"}'`
  },
  omise: {
    title: "Omise",
    keys: pair(omise),
    first: `/customers -u ${quoted(`${omise.testKey}:`)} -d email=a@example.com`
  },
  stancer: {
    title: "Stancer",
    keys: pair(stancer),
    first: `/v1/customers/ -u ${quoted(`${stancer.testKey}:`)} ${json} -d '{"email":"a@example.com"}'`
  }
})
