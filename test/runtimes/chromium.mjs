/** The program in a page of Debian's Chromium. Page and emulator are one origin to it, by a proxy. */
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { createServer, request } from "node:http"
import { chromium } from "playwright-core"

const executablePath = "/usr/bin/chromium"
const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--no-first-run"
]

/** Passes on what is asked; where one of the two leaves, so does the other. */
const proxy = (url, incoming, outgoing) => {
  const { method, headers } = incoming
  const passed = request(url + incoming.url, { method, headers, agent: false })
  passed.on("response", (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers)
    answer.pipe(outgoing)
  })
  passed.on("error", () => outgoing.destroy())
  outgoing.on("close", () => passed.destroy())
  incoming.pipe(passed)
}

const html = '<!doctype html><title>Customers</title><script type="module" src="/page.js"></script>'

const serve = async (bundle, url) => {
  const files = { "/": ["text/html", html], "/page.js": ["text/javascript", bundle] }
  const server = createServer((incoming, outgoing) => {
    const file = files[incoming.url]
    if (file === undefined) proxy(url, incoming, outgoing)
    else outgoing.writeHead(200, { "content-type": file[0] }).end(file[1])
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return server
}

/** One for all pages: it takes seconds to start. */
let browser

export const closeChromium = () =>
  browser?.then(
    (browser) => browser.close(),
    () => undefined
  )

/** @param bundle the page's script */
export const inChromium = async (bundle, { client, url, nowhere }) => {
  browser ??= chromium.launch({ executablePath, args })
  const server = await serve(await readFile(bundle), url)
  const page = await (await browser).newPage()
  try {
    const origin = `http://127.0.0.1:${server.address().port}`
    await page.goto(origin)
    await page.waitForFunction("'conformanceOf' in globalThis")
    return await page.evaluate((job) => globalThis.conformanceOf(job), { client, url: origin, nowhere })
  } finally {
    await page.close()
    server.close()
    server.closeAllConnections()
  }
}
