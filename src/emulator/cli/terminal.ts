/** What the command prints: within 80 columns, in words of its own. */
import type { Asked, ServeOptions } from "../options.js"

const columns = 80

/** What a file's name or a flag may hold, and a terminal would act on. */
const printable = (text: string): string => text.replaceAll(/\p{Cc}/gu, "?")

/** Lines of at most 80 columns, broken between words where there are any. */
export const wrapped = (text: string): string => {
  const lines: Array<string> = []
  let line = ""
  for (const word of printable(text).split(" ")) {
    if (line !== "" && line.length + 1 + word.length > columns) {
      lines.push(line)
      line = ""
    }
    line = line === "" ? word : `${line} ${word}`
    for (; line.length > columns; line = line.slice(columns)) lines.push(line.slice(0, columns))
  }
  return [...lines, line].join("\n")
}

const words: Readonly<Record<string, (options: ServeOptions, port: number) => string>> = {
  EADDRINUSE: (_, port) => `port ${port} is taken: choose another one, or --port 0 for a free one`,
  EACCES: (_, port) => `port ${port} is not for this user: choose one from 1024, or --port 0 for a free one`,
  EADDRNOTAVAIL: ({ host }) => `--host ${host}: this machine has no such address`,
  ENOTFOUND: ({ host }) => `--host ${host}: nobody knows this name`
}

/** Why it could not start. */
export const failure = (error: Error, options: ServeOptions): string => {
  const { code = "", port = options.port ?? 0 } = error as { readonly code?: string; readonly port?: number }
  const said = words[code]
  if (said !== undefined) return said(options, port)
  return /^ERR_(OSSL|SSL|TLS)/.test(code)
    ? "--cert, --key: they are not a certificate and its key, as PEM"
    : error.message
}

/** A line for each request, of which each part but the path has its column. */
export const lineOf = ({ at, method, provider, path, status, millis, fault }: Asked): string => {
  const time = new Date(at).toTimeString().slice(0, 8)
  const ending = `${status ?? "no answer"}  ${millis} ms${fault === undefined ? "" : `  ${fault}`}`
  const start = `${time}  ${method.padEnd(6)}  `
  const target = `/${provider}${path}`
  const room = Math.max(columns - start.length - ending.length - 2, 20)
  return `${start}${target.length > room ? `${target.slice(0, room - 1)}…` : target}  ${ending}`
}
