/** The documentation site as its readers see it, in Chromium. */
import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, layer } from "@effect/vitest"
import axe from "axe-core"
import * as Effect from "effect/Effect"
import type { Page } from "playwright-core"
import manifest from "../../package.json" with { type: "json" }
import { ask, desktop, phone, Site, layer as SiteLive } from "./site.js"

const docs = fileURLToPath(new URL("../../docs/", import.meta.url))

/** The titles of a folder's guides, by their addresses. */
const titlesBy = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(docs + folder)
      .filter((name) => name.endsWith(".md"))
      .map((name) => [
        folder + name.replace(".md", ""),
        (readFileSync(`${docs}${folder}${name}`, "utf8").split("\n", 1)[0] ?? "").replace("# ", "")
      ])
  )

const titles = (folder: string): ReadonlyArray<string> => [...titlesBy(folder).values()]

/** The front, the README, a guide with wide tables, an example, a module, classes, a signature that is long. */
const pages = [
  "index.html",
  "documents/README.html",
  "documents/reliability.html",
  "documents/examples.server.html",
  "modules/Customers.html",
  "classes/CustomersError.Unavailable.html",
  "classes/Omise.Omise.html",
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

/** Code and tables that are wider than their place. */
const scrolling = (selector: string) => `
  [...document.querySelectorAll(".col-content " + ${JSON.stringify(selector)})]
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.innerText.slice(0, 60))`

/** What axe finds that is serious, with the first place of each. */
const serious = (page: Page): Effect.Effect<ReadonlyArray<string>> =>
  Effect.promise(async () => {
    await page.evaluate(axe.source)
    return page.evaluate(`axe.run().then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes[0].html))`)
  })

const entry = (page: Page, name: string) => page.locator("#tsd-nav-container a").filter({ hasText: name })

layer(SiteLive, { timeout: "4 minutes", excludeTestServices: true })("the site", (it) => {
  it.scoped("leads to every guide, in the README's order and unfolded", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("index.html", desktop)
      const guides = yield* ask<Array<string>>(page, below("Guides"))
      assert.deepStrictEqual(guides.slice(0, 3), ["Overview", "Getting started", "Cookbook"])
      assert.sameMembers([...guides.slice(1), "Adding a provider", "Architecture"], [...titles("")])
      assert.sameMembers(yield* ask<Array<string>>(page, below("Providers")), [...titles("providers/")])
      yield* Effect.promise(async () => {
        await entry(page, "Never twice").click()
        await page.getByRole("heading", { level: 1, name: "Never twice: ensure" }).waitFor()
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
    ["ensure", "Never twice: ensure", "Never twice: ensure"],
    ["idempotency", "Never twice: ensure", "Never twice: ensure"]
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

  it.scoped("has a front page with the name once, what to install, where to begin and one picture", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("index.html", desktop)
      const shown = yield* ask<string>(page, "document.body.innerText.replace(/npm install.*/, '')")
      assert.lengthOf(shown.match(/effect-payment-customers/g) ?? [], 1)
      yield* Effect.promise(() => page.getByRole("heading", { name: "Start here" }).waitFor())
      assert.match(yield* ask<string>(page, "document.querySelector('pre').innerText"), /^npm install/)
      assert.strictEqual(
        yield* ask<number>(
          page,
          "[...document.querySelectorAll('.col-content img')].filter((one) => one.naturalWidth > 0).length"
        ),
        1
      )
    })
  )

  it.scoped("leads from guide to guide", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("documents/getting-started.html", desktop)
      const beside = page.getByRole("navigation", { name: "Guides before and after this one" })
      yield* Effect.promise(async () => {
        await beside.getByRole("link", { name: "Cookbook" }).click()
        await page.getByRole("heading", { level: 1, name: "Cookbook" }).waitFor()
        await beside.getByRole("link", { name: "Getting started" }).click()
        await page.getByRole("heading", { level: 1, name: "Getting started" }).waitFor()
      })
    })
  )

  it.scoped("says on a module's page what each member is", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("modules/Omise.html", desktop)
      const summaries = page.locator(".tsd-member-summaries")
      yield* Effect.promise(() =>
        summaries.getByText("The mode of a secret key by its prefix").first().waitFor()
      )
    })
  )

  for (const [path, methods] of [
    ["Omise.Omise", ["create", "searchStream", "cards", "schedules"]],
    ["BePaid.BePaid", ["create", "retrieve", "list", "stream"]],
    ["Stancer.Stancer", ["create", "update", "delete"]],
    ["Stancer.StancerV2", ["list", "stream"]],
    ["Customers.Ensure", ["ensure"]]
  ] as const) {
    it.scoped(`shows the methods of ${path}`, () =>
      Effect.gen(function* () {
        const { page } = yield* (yield* Site).open(`classes/${path}.html`, desktop)
        const shown = yield* ask<Array<string>>(
          page,
          `[...document.querySelectorAll('.tsd-member h3')].map(({ innerText }) => innerText.replace(/^(Readonly|Optional)+/, '').trim())`
        )
        assert.includeMembers(shown, [...methods])
      })
    )
  }

  it.scoped("cuts no code of the guides at 1280 px", () =>
    Effect.gen(function* () {
      const site = yield* Site
      const { page } = yield* site.open("index.html", desktop)
      for (const guide of ["README", ...titlesBy("").keys(), ...titlesBy("providers/").keys()]) {
        yield* Effect.promise(() => page.goto(`${site.url}documents/${guide}.html`))
        assert.deepStrictEqual(yield* ask<Array<string>>(page, scrolling("pre > code")), [], guide)
      }
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
          assert.deepStrictEqual(yield* serious(page), [])
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
        assert.deepStrictEqual(yield* serious(page), [])
        yield* Effect.promise(async () => {
          await page.getByRole("link", { name: "Menu" }).click()
          await entry(page, "Getting started").click()
          await page.getByRole("heading", { level: 1, name: "Getting started" }).waitFor()
        })
      })
    )
  }
})
