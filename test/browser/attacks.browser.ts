/** What a page of somebody else's can do to an emulator on its reader's machine: nothing. */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Emulator from "effect-payment-customers/emulator"
import type { Page } from "playwright-core"
import { browserWith, newPage } from "./chromium.js"

const look = { width: 1000, height: 700, colorScheme: "light" } as const
const authorization = `Basic ${btoa(`${Emulator.keys.omise.testKey}:`)}`

/** Another page on this machine; it is there until the scope closes. */
const anotherPage = (html: string) =>
  Effect.map(
    Effect.acquireRelease(
      Effect.promise(
        () =>
          new Promise<ReturnType<typeof createServer>>((resolve) => {
            const server = createServer((_, answer) =>
              answer.writeHead(200, { "content-type": "text/html" }).end(html)
            )
            server.listen(0, "127.0.0.1", () => resolve(server))
          })
      ),
      (server) =>
        Effect.promise(
          () =>
            new Promise<void>((resolve) => {
              server.close(() => resolve())
              server.closeAllConnections()
            })
        )
    ),
    (server) => (server.address() as AddressInfo).port
  )

/** An emulator with a customer and an armed fault, and what is left of them. */
const target = Effect.gen(function* () {
  const { url } = yield* Emulator.serve({
    seed: { omise: [{ email: "held@example.com" }] },
    faults: { omise: [{ fault: { _tag: "Answer", status: 503, headers: {}, body: "" } }] }
  })
  const statusOf = Effect.promise(
    async () => (await fetch(`${url}/omise/customers`, { headers: { authorization } })).status
  )
  const held = Effect.promise(async () => (await fetch(`${url}/_control/omise/customers`)).text())
  return {
    url,
    port: new URL(url).port,
    untouched: Effect.gen(function* () {
      assert.include(yield* held, "held@example.com")
      assert.strictEqual(yield* statusOf, 503, "the fault has not been used up")
      assert.strictEqual(yield* statusOf, 200, "and none has been added")
    })
  }
})

const evaluate = <A>(page: Page, script: string) => Effect.promise(() => page.evaluate(script) as Promise<A>)

/** Every request that a page can send without being asked for permission, and what it learns. */
const attempts = (url: string) => `Promise.all([
  ...["/_control/omise/reset", "/_control/omise/faults", "/omise/customers", "/"].map((path) =>
    fetch(${JSON.stringify(url)} + path, { method: "POST", mode: "no-cors", body: '{"fault":{"_tag":"LoseAnswer"}}' })),
  ...["/_control/omise/customers", "/_page/state", "/_page/cards", "/omise/customers"].map((path) =>
    fetch(${JSON.stringify(url)} + path, { mode: "no-cors" }))
].map((sent) => sent.then((answer) => answer.text(), () => "")))`

/** The names lead here, as DNS lets them. */
const browser = browserWith([
  "--host-resolver-rules=MAP *.example 127.0.0.1",
  "--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests"
])

describe("a page of another", () => {
  it.scopedLive("whose name leads here is refused: DNS rebinding", () =>
    Effect.gen(function* () {
      const { port, untouched } = yield* target
      const url = `http://evil.example:${port}`
      const { page } = yield* newPage(yield* browser, look)
      const answer = yield* Effect.promise(() => page.goto(url))
      assert.strictEqual(answer?.status(), 403)
      const told = yield* evaluate<ReadonlyArray<string>>(page, attempts(url))
      assert.lengthOf(told, 8)
      for (const text of told) assert.include(text, "this Host is not let in")
      yield* untouched
    })
  )

  for (const name of ["evil.example", "localhost", "127.0.0.1"]) {
    it.scopedLive(`at ${name} can't post, ask or use up a fault`, () =>
      Effect.gen(function* () {
        const { url, untouched } = yield* target
        const port = yield* anotherPage("<!doctype html><title>another</title>")
        const { page } = yield* newPage(yield* browser, look)
        yield* Effect.promise(() => page.goto(`http://${name}:${port}`))
        const told = yield* evaluate<ReadonlyArray<string>>(page, attempts(url))
        assert.deepStrictEqual([...new Set(told)], [""])
        yield* untouched
      })
    )

    it.scopedLive(`at ${name} can't send a form`, () =>
      Effect.gen(function* () {
        const { url, untouched } = yield* target
        for (const path of ["/_control/omise/reset", "/_control/omise/faults", "/omise/customers"]) {
          const port = yield* anotherPage(
            `<!doctype html><form method="post" enctype="text/plain" action="${url}${path}">` +
              `<input name='{"fault":{"_tag":"LoseAnswer"},"operation":"' value='list"}'></form>`
          )
          const { page } = yield* newPage(yield* browser, look)
          yield* Effect.promise(async () => {
            await page.goto(`http://${name}:${port}`)
            const [answer] = await Promise.all([
              page.waitForResponse((response) => response.url() === `${url}${path}`),
              page.evaluate("document.forms[0].submit()")
            ])
            assert.strictEqual(answer.status(), 403, path)
          })
        }
        yield* untouched
      })
    )
  }

  it.scopedLive("can lead to the page by a link, and not show it in a frame", () =>
    Effect.gen(function* () {
      const { url } = yield* target
      const port = yield* anotherPage(
        `<!doctype html><a href="${url}/">to it</a><iframe src="${url}/"></iframe>`
      )
      const { page } = yield* newPage(yield* browser, look)
      yield* Effect.promise(async () => {
        await page.goto(`http://localhost:${port}`)
        assert.notInclude(
          await (await page.$("iframe"))?.contentFrame().then((frame) => frame?.content()),
          "Payment customers"
        )
        await page.getByText("to it").click()
        await page.getByText("held@example.com").waitFor()
      })
    })
  )
})
