/** The emulator's page as a reader sees it, in Chromium. */
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Scope from "effect/Scope"
import * as Emulator from "effect-payment-customers/emulator"
import type { Page } from "playwright-core"
import { browser, newPage } from "./chromium.js"

const { omise, stancer, bepaid } = Emulator.keys

const post = (url: string, key: string, body: unknown) =>
  Effect.promise(() =>
    fetch(url, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${key}:`)}`, "content-type": "application/json" },
      body: JSON.stringify(body)
    })
  )

const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } } as const

/** The page at an emulator, once it has shown something; what it asked for and complained of. */
const opened = (url: string, size: keyof typeof sizes, colorScheme: "light" | "dark" = "light") =>
  Effect.gen(function* () {
    const opened = yield* newPage(yield* browser, { ...sizes[size], colorScheme })
    yield* Effect.promise(async () => {
      await opened.page.goto(url)
      await opened.page.waitForSelector("#link.on")
    })
    return opened
  })

const textOf = (page: Page) =>
  Effect.promise(() => page.evaluate("document.body.innerText") as Promise<string>)

describe("the page", () => {
  it.scopedLive("shows who is held and what is asked, as it happens", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve({ seed: { stancer: [{ email: "seed@example.net" }] } })
      const { page, complaints, asked } = yield* opened(served.url, "desktop")
      assert.match(yield* textOf(page), /seed@example\.net/)
      assert.match(yield* textOf(page), /Nothing was asked yet/)

      yield* post(`${served.omise.baseUrl}/customers`, omise.liveKey, {
        email: "new@example.com",
        metadata: { plan: "gold" }
      })
      yield* post(`${served.stancer.baseUrl}/v1/customers/`, "stest_wrong", {})
      yield* Effect.promise(() => page.getByText("new@example.com", { exact: true }).waitFor())
      yield* Effect.promise(() => page.getByText("/v1/customers/", { exact: true }).waitFor())
      const statuses = yield* Effect.promise(() => page.locator("#requests .status").allInnerTexts())
      assert.deepStrictEqual(statuses, ["401", "200"])
      assert.deepStrictEqual(yield* Effect.promise(() => page.locator(".mode").allInnerTexts()), [
        "live",
        "test"
      ])

      yield* Effect.promise(() => page.getByText("new@example.com", { exact: true }).click())
      assert.match(yield* textOf(page), /"plan": "gold"/)

      assert.deepStrictEqual(complaints, [])
      for (const url of asked) assert.isTrue(url.startsWith(served.url) || url === "data:,", url)
    })
  )

  it.scopedLive("never shows a key, also one that a client put into a URL", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve()
      yield* post(`${served.omise.baseUrl}/customers?key=${omise.testKey}`, omise.testKey, {})
      yield* post(`${served.stancer.baseUrl}/v1/${stancer.liveKey}`, stancer.liveKey, {})
      const { page } = yield* opened(served.url, "desktop")
      const shown = yield* Effect.promise(() => page.content())
      const state = yield* Effect.promise(async () => (await fetch(`${served.url}/_page/state`)).text())
      assert.include(shown, "key=skey_test_…")
      for (const key of [omise.testKey, omise.liveKey, stancer.testKey, stancer.liveKey, bepaid.secretKey]) {
        assert.notInclude(shown, key)
        assert.notInclude(state, key)
      }
    })
  )

  it.scopedLive("shows what clients send as text and nothing else", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve()
      const markup = "<img src=x onerror=document.title='taken'><b>bold</b>"
      yield* post(`${served.omise.baseUrl}/customers?${markup}`, omise.testKey, {
        email: markup,
        description: markup
      })
      const { page, complaints } = yield* opened(served.url, "desktop")
      assert.include(yield* textOf(page), markup)
      assert.strictEqual(yield* Effect.promise(() => page.locator("img, b").count()), 0)
      assert.strictEqual(yield* Effect.promise(() => page.title()), "Payment customers, emulated")
      assert.deepStrictEqual(complaints, [])
    })
  )

  it.scopedLive("fits a phone, whatever is on it", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve()
      const long = `${"x".repeat(300)}@example.com`
      yield* post(`${served.omise.baseUrl}/customers?q=${long}`, omise.testKey, { email: long })
      const { page } = yield* opened(served.url, "phone")
      yield* Effect.promise(() => page.locator("summary").first().click())
      const width = yield* Effect.promise(() => page.evaluate("document.documentElement.scrollWidth"))
      assert.strictEqual(width, sizes.phone.width)
      const smallest = yield* Effect.promise(() =>
        page.evaluate(
          "Math.min(...[...document.querySelectorAll('body *')].map((one) => parseFloat(getComputedStyle(one).fontSize)))"
        )
      )
      assert.isAtLeast(smallest as number, 12)
    })
  )

  it.scopedLive("is light or dark as its reader wishes", () =>
    Effect.gen(function* () {
      const { url } = yield* Emulator.serve()
      const grounds = yield* Effect.forEach(["light", "dark"] as const, (scheme) =>
        Effect.flatMap(opened(url, "desktop", scheme), ({ page }) =>
          Effect.promise(() => page.evaluate("getComputedStyle(document.body).backgroundColor"))
        )
      )
      assert.deepStrictEqual(grounds, ["rgb(245, 246, 248)", "rgb(20, 23, 28)"])
    })
  )

  it.scopedLive("says when the emulator is gone, and when it is back", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const { url } = yield* Scope.extend(Emulator.serve(), scope)
      const { page } = yield* opened(url, "desktop")
      yield* Scope.close(scope, Exit.void)
      yield* Effect.promise(() => page.getByText("the emulator does not answer").waitFor())
      yield* Emulator.serve({ port: Number(new URL(url).port) })
      yield* Effect.promise(() => page.waitForSelector("#link.on"))
    })
  )
})
