/** The documentation site as its readers see it, in Chromium. */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Page } from "playwright-core"
import manifest from "../../package.json" with { type: "json" }
import { poorTexts } from "./contrast.js"
import { ask, desktop, phone, Site, layer as SiteLive } from "./site.js"

const docs = fileURLToPath(new URL("../../docs/", import.meta.url))

const titles = (folder: string): ReadonlyArray<string> =>
  readdirSync(docs + folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(`${docs}${folder}${name}`, "utf8").split("\n", 1)[0] ?? "")
    .map((line) => line.replace("# ", ""))

/** A README with code and tables, a guide with wide tables, an example, a module, a class, a signature that is long. */
const pages = [
  "index.html",
  "documents/reliability.html",
  "documents/examples.server.html",
  "modules/Customers.html",
  "classes/CustomersError.Unavailable.html",
  "functions/Omise.layerConfig.html"
]

/** The names in the navigation, also of what is folded, below the entry of this name. */
const below = (name: string) => `
  [...document.querySelectorAll("#tsd-nav-container > li > details")]
    .filter((one) => one.querySelector("summary").textContent.trim() === ${JSON.stringify(name)})
    .flatMap((one) => [...one.querySelectorAll(":scope > div > ul > li")])
    .map((one) => (one.querySelector("summary") ?? one).textContent.trim())`

/** What is beyond the edge of the window and can't be brought into it by scrolling something other than the page. */
const cut = `
  [...document.querySelectorAll(".col-content *")].filter((one) => {
    if (one.getBoundingClientRect().right <= innerWidth) return false
    for (let at = one; at; at = at.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(at).overflowX)) return false
    }
    return true
  }).map((one) => one.outerHTML.slice(0, 80))`

const entry = (page: Page, name: string) => page.locator("#tsd-nav-container a").filter({ hasText: name })

layer(SiteLive, { timeout: "4 minutes", excludeTestServices: true })("the site", (it) => {
  it.scoped("leads to every guide, in the README's order and unfolded", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("index.html", desktop)
      const guides = yield* ask<Array<string>>(page, below("Guides"))
      assert.deepStrictEqual(guides.slice(0, 2), ["Getting started", "Cookbook"])
      assert.sameMembers([...guides, "Adding a provider", "Architecture"], [...titles("")])
      assert.sameMembers(yield* ask<Array<string>>(page, below("Providers")), [...titles("providers/")])
      yield* Effect.promise(async () => {
        await entry(page, "Never twice").click()
        await page.getByRole("heading", { level: 1, name: "Never twice" }).waitFor()
      })
    })
  )

  it.scoped("leads to every module that the package exports", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("index.html", desktop)
      const modules = Object.keys(manifest.exports)
        .filter((name) => name !== "./package.json")
        .map((name) => (name === "." ? manifest.name : name.slice(2)))
      assert.sameMembers(yield* ask<Array<string>>(page, below("Modules")), modules)
    })
  )

  it.scoped("has a page behind each entry of the navigation", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("index.html", desktop)
      const addresses = yield* ask<Array<string>>(
        page,
        `[...document.querySelectorAll("#tsd-nav-container a")].map(({ href }) => href)`
      )
      const lost = yield* Effect.filter(addresses, (address) =>
        Effect.promise(async () => (await fetch(address)).status !== 200)
      )
      assert.isAbove(addresses.length, 150)
      assert.deepStrictEqual(lost, [])
    })
  )

  for (const [typed, found, heading] of [
    ["isRetryable", "CustomersError.isRetryable", "Function isRetryable"],
    ["never twice", "Never twice", "Never twice"],
    ["idempotency", "Never twice", "Never twice"]
  ] as const) {
    it.scoped(`finds ${typed}`, () =>
      Effect.gen(function* () {
        const { page } = yield* (yield* Site).open("index.html", desktop)
        yield* Effect.promise(async () => {
          await page.getByRole("button", { name: "Search" }).click()
          await page.getByRole("combobox", { name: "Search" }).fill(typed)
          await page.locator("#tsd-search-results li").filter({ hasText: found }).click()
          await page.getByRole("heading", { level: 1, name: heading }).waitFor()
        })
      })
    )
  }

  it.scoped("shows an example that a guide links to", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("documents/errors.html", desktop)
      yield* Effect.promise(() => page.locator('.col-content a[href*="examples.server"]').first().click())
      yield* Effect.promise(() => page.getByRole("heading", { level: 1, name: "server.ts" }).waitFor())
      assert.strictEqual(
        (yield* ask<string>(page, "document.querySelector('pre code').innerText")).trim(),
        readFileSync(`${docs}examples/server.ts`, "utf8").trim()
      )
    })
  )

  for (const path of pages) {
    for (const colorScheme of ["light", "dark"] as const) {
      it.scoped(`is ${colorScheme}, can be read and asks nobody else: ${path}`, () =>
        Effect.gen(function* () {
          const site = yield* Site
          const { page, asked, complaints } = yield* site.open(path, { ...desktop, colorScheme })
          const ground = yield* ask<string>(page, "getComputedStyle(document.body).backgroundColor")
          const brightest = Math.max(...(ground.match(/\d+/g) ?? []).map(Number))
          assert.strictEqual(brightest > 127, colorScheme === "light", ground)
          assert.deepStrictEqual(yield* poorTexts(page), [])
          yield* Effect.promise(() => page.waitForLoadState("networkidle"))
          assert.isAbove(asked.length, 5)
          for (const address of asked) assert.isTrue(address.startsWith(site.url), address)
          assert.deepStrictEqual(complaints, [])
        })
      )
    }

    it.scoped(`fits a phone: ${path}`, () =>
      Effect.gen(function* () {
        const { page } = yield* (yield* Site).open(path, phone)
        assert.strictEqual(yield* ask<number>(page, "document.documentElement.scrollWidth"), phone.width)
        assert.deepStrictEqual(yield* ask<Array<string>>(page, cut), [])
        yield* Effect.promise(async () => {
          await page.getByRole("link", { name: "Menu" }).click()
          await entry(page, "Getting started").click()
          await page.getByRole("heading", { level: 1, name: "Getting started" }).waitFor()
        })
      })
    )
  }
})
