/** Debian's Chromium without a window, and what a page in it asks for and complains of. */
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import { type Browser, chromium, type Page } from "playwright-core"

const executablePath = "/usr/bin/chromium"
const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--no-first-run"
]

/** @param more flags of Chromium */
export const browserWith = (more: ReadonlyArray<string>): Effect.Effect<Browser, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.promise(() => chromium.launch({ executablePath, args: [...args, ...more] })),
    (browser) => Effect.promise(() => browser.close())
  )

export const browser: Effect.Effect<Browser, never, Scope.Scope> = browserWith([])

export interface Look {
  readonly width: number
  readonly height: number
  readonly colorScheme: "light" | "dark"
}

export interface Opened {
  readonly page: Page
  /** What it wrote to the console, and errors that nothing caught. */
  readonly complaints: ReadonlyArray<string>
  /** Every address that it asked for. */
  readonly asked: ReadonlyArray<string>
}

/** A page of its own, closed with the scope; it goes nowhere yet. */
export const newPage = (
  browser: Browser,
  { width, height, colorScheme }: Look
): Effect.Effect<Opened, never, Scope.Scope> =>
  Effect.gen(function* () {
    const page = yield* Effect.acquireRelease(
      Effect.promise(() => browser.newPage({ viewport: { width, height }, colorScheme })),
      (page) => Effect.promise(() => page.close())
    )
    const complaints: Array<string> = []
    const asked: Array<string> = []
    page.on("console", (message) => complaints.push(message.text()))
    page.on("pageerror", (error) => complaints.push(error.message))
    page.on("request", (request) => asked.push(request.url()))
    return { page, complaints, asked }
  })
