/** An answerer behind a port of this machine. Node only, and asked for when it is needed: a bundle for workers has none. */
import type { IncomingMessage, Server, ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as Cause from "#line/Cause"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import type * as Scope from "#line/Scope"
import type { EmulatorRequest, EmulatorResponse } from "../http.js"
import type { Answerer } from "./site.js"
import { tooLarge } from "./web.js"

export interface ListenOptions {
  readonly host: string
  readonly port: number
  /** Bytes. */
  readonly bodyLimit: number
  /** How many connections are open at a time; more are closed at once. Default: any number. */
  readonly connections?: number | undefined
  /** PEM. */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined
}

/** The body as text; `undefined` where it is longer than allowed: the rest is read, so that the answer arrives. */
const readBody = async (message: IncomingMessage, limit: number): Promise<string | undefined> => {
  const chunks: Array<Buffer> = []
  let length = 0
  for await (const chunk of message) {
    length += chunk.length
    if (length <= limit) chunks.push(chunk)
  }
  return length > limit ? undefined : Buffer.concat(chunks).toString("utf8")
}

/** `/path?query`, also as the whole URL that a proxy is sent. */
const split = (target: string): readonly [path: string, query: string] => {
  const local = target.replace(/^[a-z]+:\/\/[^/?]*/i, "")
  const at = local.indexOf("?")
  const [path, query] = at === -1 ? [local, ""] : [local.slice(0, at), local.slice(at + 1)]
  return [path.startsWith("/") ? path : `/${path}`, query]
}

const plain = (message: IncomingMessage, body: string): EmulatorRequest => {
  const [path, query] = split(message.url ?? "/")
  return {
    method: message.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [name, String(value)])
    ),
    body
  }
}

const noBody = [204, 304]

const write = (response: ServerResponse, { status, headers, body }: EmulatorResponse): void => {
  // a length, not chunks: clients of HTTP/1.0 know nothing else
  const length = noBody.includes(status) ? {} : { "content-length": Buffer.byteLength(body) }
  response.writeHead(status, { ...headers, ...length }).end(body)
}

/** What the client sees of a lost connection is a reset; one to be held is held until the client leaves. */
const exchange = async (
  answer: Answerer,
  bodyLimit: number,
  message: IncomingMessage,
  response: ServerResponse
): Promise<void> => {
  const left = new AbortController()
  response.once("close", () => left.abort())
  const body = await readBody(message, bodyLimit)
  if (body === undefined) {
    write(response, tooLarge(bodyLimit))
    return
  }
  const exit = await Effect.runPromiseExit(answer(plain(message, body)), { signal: left.signal })
  if (Exit.isFailure(exit)) throw Cause.squash(exit.cause)
  write(response, exit.value)
}

const start = (
  answer: Answerer,
  { host, port, bodyLimit, connections, tls }: ListenOptions
): Promise<Server> =>
  new Promise((resolve, reject) => {
    const listener = (message: IncomingMessage, response: ServerResponse) => {
      exchange(answer, bodyLimit, message, response).catch(() => response.destroy())
    }
    const server =
      tls === undefined
        ? process.getBuiltinModule("node:http").createServer(listener)
        : process.getBuiltinModule("node:https").createServer(tls, listener)
    // longer than a client keeps an idle connection, so that none is closed under a request
    server.keepAliveTimeout = 120_000
    if (connections !== undefined) server.maxConnections = connections
    server.once("error", reject)
    server.listen(port, host, () => resolve(server))
  })

/** Listens until the scope closes; answers the port. */
export const listen = (answer: Answerer, options: ListenOptions): Effect.Effect<number, Error, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.tryPromise({ try: () => start(answer, options), catch: (error) => error as Error }),
    (server) =>
      Effect.callback<void>((resume) => {
        server.close(() => resume(Effect.void))
        server.closeAllConnections()
      })
  ).pipe(Effect.map((server) => (server.address() as AddressInfo).port))
