/** The program in a page of Debian's Chromium. Page and emulator are one origin to it, by a proxy. */
import { once } from "node:events"
import { createServer, request } from "node:http"
import { readFile } from "node:fs/promises"
import { chromium } from "playwright-core"

const executablePath = "/usr/bin/chromium"
const args = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

/** Passes on what is asked, and that one of the two has left. */
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

const files = {
  "/": () => ["text/html", "<!doctype html><title>Customers</title><script type=module src=/page.js></script>"],
  "/page.js": (bundle) => ["text/javascript", bundle]
}

const serve = async (bundle, url) => {
  const server = createServer((incoming, outgoing) => {
    const file = files[incoming.url]?.(bundle)
    if (file === undefined) proxy(url, incoming, outgoing)
    else outgoing.writeHead(200, { "content-type": file[0] }).end(file[1])
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return server
}

/** @param page the bundle of the page */
export const inChromium = async (page, { client, url, nowhere }) => {
  const server = await serve(await readFile(page), url)
  const browser = await chromium.launch({ executablePath, args })
  try {
    const page = await browser.newPage()
    const origin = `http://127.0.0.1:${server.address().port}`
    await page.goto(origin)
    await page.waitForFunction("'conformanceOf' in globalThis")
    return await page.evaluate((job) => globalThis.conformanceOf(job), { client, url: origin, nowhere })
  } finally {
    await browser.close()
    server.close()
    server.closeAllConnections()
  }
}
