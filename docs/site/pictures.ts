/** `npm run pictures`: the emulator's page as docs/emulator.md and the README show it, by Debian's Chromium. */
import * as Effect from "effect/Effect"
import * as Emulator from "effect-payment-customers/emulator"
import { chromium } from "playwright-core"

const folder = new URL("../pictures/", import.meta.url).pathname

const pictures = [
  { name: "page-light", width: 1180, height: 780, colorScheme: "light" },
  { name: "page-dark", width: 1180, height: 780, colorScheme: "dark" },
  { name: "page-390px", width: 390, height: 1500, colorScheme: "light" }
] as const

const seed = {
  omise: [
    { email: "ada@example.com", description: "Ada Lovelace", created_at: "2026-01-05T09:00:00Z" },
    {
      email: "grace@example.com",
      description: "Grace Hopper",
      created_at: "2026-01-06T09:00:00Z",
      livemode: true
    }
  ],
  stancer: [{ email: "alan@example.com", name: "Alan Turing" }],
  bepaid: [{ email: "john@example.com", first_name: "John", last_name: "Doe" }]
}

/** A few requests of which some meet a fault, one for ever. */
const asked = async ({ url, omise, stancer }: Emulator.Served): Promise<void> => {
  const basic = (key: string) => ({
    authorization: `Basic ${btoa(`${key}:`)}`,
    "content-type": "application/json"
  })
  const post = (to: string, key: string, body: unknown) =>
    fetch(to, { method: "POST", headers: basic(key), body: JSON.stringify(body) }).catch(() => undefined)
  const fault = (provider: string, fault: unknown) =>
    fetch(`${url}/_control/${provider}/faults`, { method: "POST", body: JSON.stringify(fault) })
  const customers = `${omise.baseUrl}/customers`
  const { testKey, liveKey } = Emulator.keys.omise
  await fetch(customers, { headers: basic(testKey) })
  await post(customers, testKey, {
    email: "edsger@example.com",
    description: "Edsger Dijkstra",
    metadata: { plan: "gold" }
  })
  await post(customers, "skey_test_another", {})
  await fault("omise", { fault: { _tag: "Answer", status: 503 }, operation: "create" })
  await post(customers, liveKey, { email: "barbara@example.com" })
  await fault("omise", { fault: { _tag: "LoseAnswer" } })
  await post(customers, liveKey, { email: "barbara@example.com", description: "Barbara Liskov" })
  await fault("stancer", { fault: { _tag: "NeverAnswer", carriedOut: true } })
  void post(`${stancer.baseUrl}/v1/customers/`, Emulator.keys.stancer.testKey, {
    email: "kurt@example.com",
    name: "Kurt"
  })
  await fault("bepaid", { fault: { _tag: "Delay", by: 2000 }, times: 3 })
}

const main = Effect.gen(function* () {
  const served = yield* Emulator.serve({ seed, port: 4010 })
  const browser = yield* Effect.acquireRelease(
    Effect.promise(() => chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] })),
    (browser) => Effect.promise(() => browser.close())
  )
  yield* Effect.promise(() => asked(served))
  for (const { name, width, height, colorScheme } of pictures) {
    yield* Effect.promise(async () => {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme })
      await page.goto(served.url)
      await page.locator("#requests .waiting").waitFor()
      await page.locator("#customers summary", { hasText: "edsger@example.com" }).click()
      await page.getByText('"plan": "gold"').waitFor()
      await page.evaluate("document.activeElement.blur(), scrollTo(0, 0)")
      await page.screenshot({ path: `${folder}${name}.png` })
    })
  }
})

Effect.runPromise(Effect.scoped(main))
