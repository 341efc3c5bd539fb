/** The page that shows what an emulator holds and was asked: three files, none from elsewhere, nothing to build. */
import type { EmulatorRequest, EmulatorResponse } from "../http.js"
import { html } from "./page/html.js"
import { script } from "./page/script.js"
import { style } from "./page/style.js"

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  // the icon, which is empty
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'"
].join("; ")

const file = (type: string, body: string): EmulatorResponse => ({
  status: 200,
  headers: {
    "content-type": `${type}; charset=utf-8`,
    "cache-control": "no-store",
    "content-security-policy": policy,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff"
  },
  body
})

const files: ReadonlyMap<string, EmulatorResponse> = new Map([
  ["/", file("text/html", html)],
  ["/_page/script.js", file("text/javascript", script)],
  ["/_page/style.css", file("text/css", style)]
])

export const pageFile = ({ method, path }: EmulatorRequest): EmulatorResponse | undefined =>
  method === "GET" || method === "HEAD" ? files.get(path) : undefined
