/** The documentation site: built of this tree into a temporary folder, on loopback, with a browser to read it. */
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { extname, join, normalize } from "node:path"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import type { Page } from "playwright-core"
import { node } from "../support/child.js"
import { listen } from "../support/loopback.js"
import { browser, type Look, newPage, type Opened } from "./chromium.js"

const folder = Effect.acquireRelease(
  Effect.promise(() => mkdtemp(join(tmpdir(), "site-"))),
  (path) => Effect.promise(() => rm(path, { recursive: true }))
)

const build = (out: string) =>
  Effect.gen(function* () {
    const typedoc = yield* node([
      "node_modules/typedoc/bin/typedoc",
      "--options",
      "docs/site/typedoc.json",
      "--out",
      out
    ])
    const code = yield* typedoc.ended
    if (code !== 0)
      yield* Effect.dieMessage(`typedoc ended with ${code}: ${typedoc.stdout()}${typedoc.stderr()}`)
  })

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml"
}

const serve = (root: string) =>
  createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://site").pathname))
    readFile(join(root, path)).then(
      (body) =>
        response.setHeader("content-type", types[extname(path)] ?? "application/octet-stream").end(body),
      () => response.writeHead(404).end()
    )
  })

export const desktop: Look = { width: 1280, height: 900, colorScheme: "light" }
export const phone: Look = { width: 390, height: 844, colorScheme: "light" }

export class Site extends Context.Tag("Site")<
  Site,
  {
    readonly url: string
    /** A page of the site, by its path, once its navigation is there. */
    readonly open: (path: string, look: Look) => Effect.Effect<Opened, never, Scope.Scope>
  }
>() {}

export const layer: Layer.Layer<Site> = Layer.scoped(
  Site,
  Effect.gen(function* () {
    const root = yield* folder
    yield* build(root)
    const { port } = yield* listen(serve(root))
    const chromium = yield* browser
    const url = `http://127.0.0.1:${port}/`
    return {
      url,
      open: (path, look) =>
        Effect.tap(newPage(chromium, look), ({ page }) =>
          Effect.promise(async () => {
            await page.goto(url + path)
            await page.waitForSelector("#tsd-nav-container a", { state: "attached" })
          })
        )
    }
  })
)

/** What JavaScript says of a page. */
export const ask = <A>(page: Page, script: string): Effect.Effect<A> =>
  Effect.promise(() => page.evaluate(script) as Promise<A>)
