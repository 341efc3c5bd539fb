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

const titles = (folder: string): ReadonlyArray<string> =>
  readdirSync(docs + folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => readFileSync(`${docs}${folder}${name}`, "utf8").split("\n", 1)[0] ?? "")
    .map((line) => line.replace("# ", ""))

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

/** Code of these pages, shown in the place of the page that is open, that is wider than its place. */
const cutCode = (pages: string) => `(async () => {
  const cut = []
  for (const url of ${pages}) {
    const page = new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html")
    document.querySelector(".col-content").innerHTML = page.querySelector(".col-content").innerHTML
    const blocks = [...document.querySelectorAll("pre > code")]
    for (const one of blocks.filter((one) => one.scrollWidth > one.clientWidth + 1)) cut.push(url + " " + one.innerText)
  }
  return cut
})()`

/** How many characters fit in a line of code. */
const charactersOfCode = `(() => {
  const code = document.querySelector("pre > code.ts")
  const line = code.insertBefore(document.createElement("span"), code.firstChild)
  line.textContent = "x".repeat(100)
  return Math.floor((100 * code.clientWidth) / line.getBoundingClientRect().width)
})()`

/** The tags of services, with the members of each. */
const services = {
  "Omise.Omise": [
    ...["create", "retrieve", "update", "delete", "list", "stream", "search", "searchStream"],
    ...["cards", "schedules"]
  ],
  "BePaid.BePaid": ["create", "retrieve", "list", "stream"],
  "Stancer.Stancer": ["create", "retrieve", "update", "delete"],
  "Stancer.StancerV2": ["list", "stream"],
  "Customers.Create": ["create"],
  "Customers.Retrieve": ["retrieve"],
  "Customers.Update": ["update"],
  "Customers.Delete": ["delete"],
  "Customers.List": ["list", "stream"],
  "Customers.Search": ["search", "searchStream"],
  "Customers.Find": ["findByEmail", "findByExternalId"],
  "Customers.Ensure": ["ensure", "prepare"]
}

/** The members that a page shows: name, signature in one line, what is said of it. */
const membersOf = (path: string) => `(async () => {
  const page = new DOMParser().parseFromString(await (await fetch(${JSON.stringify(path)})).text(), "text/html")
  const text = (one) => one?.textContent.replaceAll(/\\s+/g, " ").trim() ?? ""
  return [...page.querySelectorAll(".tsd-member")].map((one) => [
    text(one.querySelector("h3 span")), text(one.querySelector(".tsd-signature")), text(one.querySelector(".tsd-comment"))
  ])
})()`

/** Pages in the order in which the navigation has them under an entry of this name. */
const pagesBelow = (name: string) => `
  [...document.querySelectorAll("#tsd-nav-container > li > details")]
    .filter((one) => one.querySelector("summary").textContent.trim() === ${JSON.stringify(name)})
    .flatMap((one) => [...one.querySelectorAll(":scope > div > ul > li")])
    .map((one) => one.querySelector("a").href)`

/** The pages that "next" leads to, one after the other, then those that "previous" leads to from the last one. */
const walked = (first: string) => `(async () => {
  const read = async (url) =>
    new DOMParser().parseFromString(await (await fetch(url)).text(), "text/html").querySelectorAll(".beside > *")
  const walk = async (from, side) => {
    const met = [from]
    for (let at = from, to; (to = (await read(at))[side].getAttribute("href")); met.push(at)) at = new URL(to, at).href
    return met
  }
  const forth = await walk(${JSON.stringify(first)}, 1)
  return { forth, back: await walk(forth.at(-1), 0) }
})()`

/** The members of which a module's page says nothing. */
const unsaid = `(async () => {
  const unsaid = []
  for (const { href } of document.querySelectorAll('#tsd-nav-container a[href*="/modules/"]')) {
    const page = new DOMParser().parseFromString(await (await fetch(href)).text(), "text/html")
    for (const said of page.querySelectorAll("dd.tsd-member-summary")) {
      const member = said.previousElementSibling.textContent.trim()
      if (said.textContent.trim() === "") unsaid.push(href.split("/").at(-1) + " " + member)
    }
  }
  return unsaid
})()`

/** What axe, which is in the page, finds that is serious, with the first place of each. */
const serious = (page: Page): Effect.Effect<ReadonlyArray<string>> =>
  ask(
    page,
    `axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes[0].html))`
  )

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

  for (const [typed, title, places] of [
    ["ensure", "Never twice: ensure", 5],
    ["tenants", "Several accounts", 2],
    ["rate", "Rate limits", 2]
  ] as const) {
    it.scoped(`has the guide ${title} near the top for ${typed}`, () =>
      Effect.gen(function* () {
        const { page } = yield* (yield* Site).open("index.html", desktop)
        const results = page.locator("#tsd-search-results li")
        const found = yield* Effect.promise(async () => {
          await page.getByRole("button", { name: "Search" }).click()
          await page.getByRole("combobox", { name: "Search" }).fill(typed)
          await results.first().waitFor()
          return results.allInnerTexts()
        })
        assert.include(found.slice(0, places), title)
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

  it.scoped("leads through all the guides in the order of the navigation, and back", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("index.html", desktop)
      const guides = yield* ask<Array<string>>(page, pagesBelow("Guides"))
      const providers = yield* ask<Array<string>>(page, pagesBelow("Providers"))
      const { forth, back } = yield* ask<Record<"forth" | "back", Array<string>>>(
        page,
        walked(guides[0] ?? "")
      )
      assert.isAbove(guides.length, 15)
      assert.deepStrictEqual(forth.slice(0, guides.length + providers.length), [...guides, ...providers])
      assert.deepStrictEqual([...back].reverse(), forth)
    })
  )

  it.scoped("says of each member of a module what it is", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("index.html", desktop)
      assert.deepStrictEqual(yield* ask<Array<string>>(page, unsaid), [])
    })
  )

  it.scoped("says it in a sentence, beside the member's name", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("modules/Customers.html", desktop)
      const [name, said] = [page.locator("dt#withoptions"), page.locator("dt#withoptions + dd")]
      const sentence = yield* Effect.promise(() => said.textContent())
      assert.match(sentence?.trim() ?? "", /^Options for [^.]+\.$/)
      const [nameBox, saidBox] = yield* Effect.promise(() =>
        Promise.all([name.boundingBox(), said.boundingBox()])
      )
      assert.isAtLeast(saidBox?.x ?? 0, (nameBox?.x ?? 0) + (nameBox?.width ?? 0))
      assert.approximately(saidBox?.y ?? 0, nameBox?.y ?? 0, 16)
    })
  )

  for (const colorScheme of ["light", "dark"] as const) {
    it.scoped(`shows at the edge of a table that it goes on, ${colorScheme}`, () =>
      Effect.gen(function* () {
        const { page } = yield* (yield* Site).open("documents/README.html", { ...phone, colorScheme })
        const table = page.locator(".table").filter({ hasText: "Customers.searchStream" })
        // without its words, so that the edge is all there is to see
        const edge = (x: "left" | "right") =>
          Effect.promise(async () => {
            await table.evaluate((one) => {
              for (const inner of one.children) inner.setAttribute("style", "visibility: hidden")
            })
            const { x: left = 0, y = 0, width = 0 } = (await table.boundingBox()) ?? {}
            const clip = { x: x === "left" ? left : left + width - 6, y: y + 4, width: 6, height: 20 }
            return (await page.screenshot({ clip })).toString("base64")
          })
        yield* Effect.promise(() => table.scrollIntoViewIfNeeded())
        const atStart = { left: yield* edge("left"), right: yield* edge("right") }
        const beyond = yield* Effect.promise(() =>
          table.evaluate((one) => {
            one.scrollLeft = one.scrollWidth
            return one.scrollWidth - one.clientWidth
          })
        )
        const atEnd = { left: yield* edge("left"), right: yield* edge("right") }
        assert.isAbove(beyond, 50)
        assert.notStrictEqual(atStart.right, atEnd.right)
        assert.notStrictEqual(atStart.left, atEnd.left)
        assert.strictEqual(atStart.left, atEnd.right)
      })
    )
  }

  it.scoped("lets the keyboard stop at code and tables where they scroll, and there alone", () =>
    Effect.gen(function* () {
      const stops = `[...document.querySelectorAll(".table, pre > code")].map((one) => [one.tabIndex === 0, one.scrollWidth > one.clientWidth])`
      const { page } = yield* (yield* Site).open("documents/ensure.html", phone)
      const stopping = (at: ReadonlyArray<readonly [boolean, boolean]>) => at.filter(([stop]) => stop).length
      const onPhone = yield* ask<Array<[boolean, boolean]>>(page, stops)
      for (const [stop, scrolls] of onPhone) assert.strictEqual(stop, scrolls)
      yield* Effect.promise(() => page.setViewportSize(desktop))
      yield* Effect.promise(() => page.evaluate("new Promise(requestAnimationFrame)"))
      const onDesktop = yield* ask<Array<[boolean, boolean]>>(page, stops)
      for (const [stop, scrolls] of onDesktop) assert.strictEqual(stop, scrolls)
      assert.isAbove(stopping(onPhone), 3)
      assert.isBelow(stopping(onDesktop), stopping(onPhone))
    })
  )

  it.scoped("shows the methods of each service on the page of its tag, with signature and docs", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("index.html", desktop)
      for (const [tag, methods] of Object.entries(services)) {
        const shown = yield* ask<Array<readonly string[]>>(page, membersOf(`classes/${tag}.html`))
        assert.deepStrictEqual(
          shown.map(([name]) => name),
          methods,
          tag
        )
        for (const [name = "", signature = "", said = ""] of shown) {
          assert.match(signature, new RegExp(`^${name}\\??: .*\\b(Effect|Stream|Cards|Schedules)\\b`), tag)
          assert.notStrictEqual(said, "", `${tag}.${name}`)
        }
      }
    })
  )

  it.scoped("cuts no code of the guides at 1280 px, and has room for 80 characters", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("documents/README.html", desktop)
      const [guides, providers] = [pagesBelow("Guides"), pagesBelow("Providers")]
      assert.deepStrictEqual(yield* ask<Array<string>>(page, cutCode(`[...${guides}, ...${providers}]`)), [])
      assert.isAtLeast(yield* ask<number>(page, charactersOfCode), 80)
    })
  )

  for (const path of pages) {
    it.scoped(
      `can be read by everybody, light and dark, on a desktop and a phone, and asks nobody else: ${path}`,
      () =>
        Effect.gen(function* () {
          const site = yield* Site
          const { page, asked, complaints } = yield* site.open(path, desktop)
          yield* Effect.promise(() => page.evaluate(axe.source))
          for (const size of [desktop, phone]) {
            yield* Effect.promise(() => page.setViewportSize(size))
            for (const colorScheme of ["light", "dark"] as const) {
              yield* Effect.promise(() => page.emulateMedia({ colorScheme }))
              const ground = yield* ask<string>(page, "getComputedStyle(document.body).backgroundColor")
              const brightest = Math.max(...(ground.match(/\d+/g) ?? []).map(Number))
              assert.strictEqual(brightest > 127, colorScheme === "light", ground)
              assert.deepStrictEqual(yield* serious(page), [], `${colorScheme}, ${size.width}`)
            }
          }
          assert.strictEqual(yield* ask<number>(page, "document.documentElement.scrollWidth"), phone.width)
          assert.deepStrictEqual(yield* ask<Array<string>>(page, cut), [])
          assert.isAbove(asked.length, 5)
          for (const address of asked) assert.isTrue(address.startsWith(site.url), address)
          assert.deepStrictEqual(complaints, [])
        })
    )
  }

  it.scoped("has its menu on a phone", () =>
    Effect.gen(function* () {
      const { page } = yield* (yield* Site).open("modules/Customers.html", phone)
      yield* Effect.promise(async () => {
        await page.getByRole("link", { name: "Menu" }).click()
        await entry(page, "Getting started").click()
        await page.getByRole("heading", { level: 1, name: "Getting started" }).waitFor()
      })
    })
  )
})
