/** The emulator's page as a reader sees it, in Chromium. */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import axe from "axe-core"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
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

const run = promisify(execFile)

const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } } as const

/** The page at an emulator, once it has shown something; what it asked for and complained of. */
const opened = (url: string, size: keyof typeof sizes, colorScheme: "light" | "dark" = "light") =>
  Effect.gen(function* () {
    const opened = yield* newPage(yield* browser, { ...sizes[size], colorScheme })
    yield* Effect.promise(async () => {
      await opened.page.goto(url)
      await opened.page.waitForSelector(".on #link")
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
      assert.match(yield* textOf(page), /Nothing was asked yet: copy a first request/)

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
        "live mode",
        "test mode"
      ])

      yield* Effect.promise(async () => {
        await page.getByText("new@example.com", { exact: true }).click()
        await page.getByText('"plan": "gold"').waitFor()
      })

      assert.deepStrictEqual(complaints, [])
      for (const url of asked) assert.isTrue(url.startsWith(served.url) || url === "data:,", url)
    })
  )

  it.scopedLive("shows keys on the cards alone, also if a client put one into a URL", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve()
      yield* post(`${served.omise.baseUrl}/customers?key=${omise.testKey}`, omise.testKey, {})
      yield* post(`${served.stancer.baseUrl}/v1/${stancer.liveKey}`, stancer.liveKey, {})
      const { page } = yield* opened(served.url, "desktop")
      yield* Effect.promise(() => page.locator("#requests summary").first().click())
      yield* Effect.promise(() => page.getByText("Answered", { exact: true }).waitFor())
      const shown = yield* Effect.promise(() => page.locator("#sides").innerHTML())
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
      assert.isAtLeast(yield* Effect.promise(() => page.locator("bdi", { hasText: markup }).count()), 2)
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
      yield* Effect.promise(() => page.locator("#customers summary").first().click())
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
      const dimness = Effect.promise(() =>
        page.evaluate("Number(getComputedStyle(document.querySelector('main')).opacity)")
      )
      assert.isBelow((yield* dimness) as number, 1)
      yield* Emulator.serve({ port: Number(new URL(url).port) })
      yield* Effect.promise(() => page.waitForSelector(".on #link"))
      assert.strictEqual(yield* dimness, 1)
    })
  )

  it.scopedLive("notices a restart that is over before it asks again", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const first = yield* Scope.extend(
        Emulator.serve({ seed: { omise: [{ email: "old@example.com" }] } }),
        scope
      )
      const { page } = yield* opened(first.url, "desktop")
      yield* Effect.promise(() => page.clock.install())
      yield* Scope.close(scope, Exit.void)
      yield* Emulator.serve({
        port: Number(new URL(first.url).port),
        seed: { omise: [{ email: "new@example.com" }] }
      })
      yield* Effect.promise(async () => {
        await page.clock.runFor(1000)
        await page.getByText("connected; restarted at").waitFor()
        await page.getByText("new@example.com").waitFor()
      })
      assert.notInclude(yield* textOf(page), "old@example.com")
    })
  )

  it.scopedLive("shows a request from its start, the fault that struck, what was sent and answered", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve()
      const { page } = yield* opened(served.url, "desktop")
      yield* Effect.promise(async () => {
        await page
          .locator("section", { hasText: "Omise" })
          .getByLabel("The next request")
          .selectOption("is never answered")
        await page.getByRole("button", { name: "Arm a fault for Omise" }).click()
        await page.getByText("NeverAnswer: the next request").waitFor()
      })
      const client = new AbortController()
      const asked = fetch(`${served.omise.baseUrl}/customers`, {
        method: "POST",
        headers: { authorization: `Basic ${btoa(`${omise.testKey}:`)}` },
        body: '{"email":"sent@example.com"}',
        signal: client.signal
      }).catch((error: Error) => error.name)
      yield* Effect.promise(async () => {
        const row = page.locator("#requests li")
        await row.locator(".status", { hasText: "waiting" }).waitFor()
        await row.locator(".fault", { hasText: "NeverAnswer" }).waitFor()
        await row.locator("summary").click()
        await row.getByText('"email": "sent@example.com"').waitFor()
        client.abort()
        await row.locator(".status", { hasText: "no answer" }).waitFor()
        await row.getByText("nothing", { exact: true }).waitFor()
        await page.getByText("NeverAnswer: the next request").waitFor({ state: "detached" })
      })
      assert.strictEqual(yield* Effect.promise(() => asked), "AbortError")
    })
  )

  it.scopedLive("takes faults back, and goes back to the seed", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve({ seed: { omise: [{ email: "seed@example.com" }] } })
      yield* post(`${served.omise.baseUrl}/customers`, omise.testKey, { email: "new@example.com" })
      const { page } = yield* opened(served.url, "desktop")
      const back = page.getByRole("button", { name: "Take back the faults of Omise" })
      yield* Effect.promise(async () => {
        await page.getByRole("button", { name: "Arm a fault for Omise" }).click()
        await page.getByText("Answer 503: the next request").waitFor()
        await back.click()
        await page.getByText("Answer 503: the next request").waitFor({ state: "detached" })
      })
      assert.isTrue(yield* Effect.promise(() => back.isDisabled()))
      page.on("dialog", (dialog) => void dialog.accept())
      yield* Effect.promise(async () => {
        await page.getByRole("button", { name: "Reset Omise" }).click()
        await page.getByText("new@example.com").waitFor({ state: "detached" })
        await page.getByText("1 customer", { exact: true }).waitFor()
        await page.getByText("Nothing was asked yet").waitFor()
      })
    })
  )

  it.scopedLive("copies addresses, keys and a first request that works", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve()
      const { page } = yield* opened(served.url, "desktop")
      yield* Effect.promise(() => page.context().grantPermissions(["clipboard-read", "clipboard-write"]))
      for (const [title, first] of [
        ["bePaid", 201],
        ["Omise", 200],
        ["Stancer", 200]
      ] as const) {
        const copied = (name: string) =>
          Effect.promise(async () => {
            await page.getByRole("button", { name: `Copy ${name} of ${title}` }).click()
            await page.getByText("Copied").first().waitFor()
            return (await page.evaluate("navigator.clipboard.readText()")) as string
          })
        assert.include(yield* copied("address"), `${served.url}/`)
        const command = yield* copied("first request")
        const status = yield* Effect.promise(() =>
          run("sh", ["-c", `${command} --silent --output /dev/null --write-out '%{http_code}'`])
        )
        assert.strictEqual(Number(status.stdout), first, command)
      }
    })
  )

  it.scopedLive(
    "finds any of 5,000 customers, and of the requests those that fit, of one provider or of all",
    () =>
      Effect.gen(function* () {
        const seed = Array.from({ length: 5000 }, (_, nth) => ({ email: `customer${nth}@example.com` }))
        const served = yield* Emulator.serve({
          seed: { omise: seed, stancer: [{ email: "customer7@example.com" }] }
        })
        yield* post(`${served.omise.baseUrl}/customers`, omise.testKey, { email: "sought@example.com" })
        yield* post(`${served.stancer.baseUrl}/v1/customers/`, stancer.testKey, {
          email: "another@example.com"
        })
        const { page } = yield* opened(served.url, "desktop")
        const found = (list: string) => Effect.promise(() => page.locator(`#${list} li`).count())
        yield* Effect.promise(() => page.getByText(/The newest \d+ of 5,003 customers are shown/).waitFor())
        yield* Effect.promise(async () => {
          await page.getByLabel("Search").fill("CUSTOMER7@example.com")
          await page.getByText("No request fits.").waitFor()
        })
        assert.strictEqual(yield* found("customers"), 2)
        yield* Effect.promise(async () => {
          await page.locator("#provider").selectOption("Stancer")
          await page.locator("#customers li").nth(1).waitFor({ state: "detached" })
        })
        yield* Effect.promise(async () => {
          await page.getByLabel("Search").fill("sought")
          await page.getByText("No customer fits.").waitFor()
          await page.locator("#provider").selectOption("all")
          await page.locator("#requests li").waitFor()
        })
        assert.deepStrictEqual([yield* found("requests"), yield* found("customers")], [1, 1])
      })
  )

  it.scopedLive("keeps focus, selection and what is open while others ask", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve()
      const create = (email: string) => post(`${served.omise.baseUrl}/customers`, omise.testKey, { email })
      yield* create("first@example.com")
      const { page } = yield* opened(served.url, "desktop")
      const held = () =>
        Effect.promise(() =>
          page.evaluate("document.activeElement.innerText + '|' + getSelection().toString()")
        )
      yield* Effect.promise(async () => {
        await page.locator("#customers summary").focus()
        await page.keyboard.press("Enter")
        await page.getByText('"email": "first@example.com"').waitFor()
        await page.evaluate("getSelection().selectAllChildren(document.querySelector('#customers pre bdi'))")
      })
      const before = yield* held()
      assert.match(before as string, /^first@example\.com[^|]*\|\{/)
      yield* create("second@example.com")
      yield* Effect.promise(() => page.getByText("second@example.com").first().waitFor())
      yield* Effect.promise(() => page.locator("#requests li").nth(1).waitFor())
      assert.strictEqual(yield* held(), before)
      yield* Effect.promise(() => page.getByText('"email": "first@example.com"').waitFor())
    })
  )

  it.scopedLive("is used by keyboard alone", () =>
    Effect.gen(function* () {
      const served = yield* Emulator.serve()
      yield* post(`${served.omise.baseUrl}/customers`, omise.testKey, { email: "a@example.com" })
      const { page } = yield* opened(served.url, "desktop")
      const names = yield* Effect.promise(async () => {
        await page.locator("#customers summary").waitFor()
        const all = (await page.evaluate(
          "document.querySelectorAll('button:enabled, select, input, summary').length"
        )) as number
        const reached = new Set<unknown>()
        for (let nth = 0; nth < all; nth++) {
          await page.keyboard.press("Tab")
          reached.add(
            await page.evaluate(
              "[...document.querySelectorAll('button, select, input, summary')].indexOf(document.activeElement)"
            )
          )
        }
        return [reached.size, all, reached.has(-1)]
      })
      assert.deepStrictEqual(names, [names[1], names[1], false])
    })
  )

  for (const scheme of ["light", "dark"] as const) {
    for (const size of ["desktop", "phone"] as const) {
      it.scopedLive(`has no findings of axe: ${scheme}, ${size}`, () =>
        Effect.gen(function* () {
          const served = yield* Emulator.serve({ seed: { bepaid: [{ email: "a@example.com" }] } })
          yield* post(`${served.url}/_control/omise/faults`, "", {
            fault: { _tag: "LoseAnswer" },
            operation: "create"
          })
          yield* post(`${served.omise.baseUrl}/customers`, omise.liveKey, {}).pipe(
            Effect.catchAllCause(() => Effect.void)
          )
          yield* post(`${served.omise.baseUrl}/customers`, omise.liveKey, { email: "b@example.com" })
          yield* post(`${served.omise.baseUrl}/customers`, "skey_test_another", {})
          yield* post(`${served.url}/_control/stancer/faults`, "", { fault: { _tag: "LoseAnswer" } })
          const { page } = yield* opened(served.url, size, scheme)
          const findings = yield* Effect.promise(async () => {
            await page.locator("#requests summary").first().click()
            await page.getByText("Answered", { exact: true }).waitFor()
            await page.locator("#customers summary").first().click()
            await page.locator("#customers pre").waitFor()
            await page.evaluate(axe.source)
            return (await page.evaluate(`axe.run().then(({ violations, passes }) => ({
              looked: passes.map(({ id }) => id),
              found: violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html))
            }))`)) as { readonly looked: ReadonlyArray<string>; readonly found: ReadonlyArray<string> }
          })
          assert.deepStrictEqual(findings.found, [])
          assert.includeMembers([...findings.looked], ["color-contrast", "label", "region"])
        })
      )
    }
  }

  it.scopedLive("asks with the token of its address, and says so if there is none", () =>
    Effect.gen(function* () {
      const controlToken = Redacted.make("the-token")
      const { url } = yield* Emulator.serve({
        controlToken,
        seed: { omise: [{ email: "seed@example.com" }] }
      })
      const { page } = yield* opened(`${url}/#token=the-token`, "desktop")
      yield* Effect.promise(() => page.getByText("seed@example.com").waitFor())
      const { page: without } = yield* newPage(yield* browser, { ...sizes.desktop, colorScheme: "light" })
      yield* Effect.promise(async () => {
        await without.goto(url)
        await without.getByText("open the address that was printed at start").waitFor()
      })
    })
  )
})
