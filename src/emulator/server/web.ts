/** An answerer as a function of the web's `Request` and `Response`. */
import * as Cause from "#line/Cause"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import { refusal } from "../desk.js"
import type { EmulatorResponse } from "../http.js"
import type { Answerer } from "./site.js"

export const tooLarge = (limit: number): EmulatorResponse =>
  refusal(413, `this emulator takes bodies of ${limit} bytes at the most`)

/** The body as text; `undefined` where it is longer than allowed: the rest is not kept. */
const readBody = async (request: Request, limit: number): Promise<string | undefined> => {
  const decoder = new TextDecoder()
  let text = ""
  let length = 0
  const reader = request.body?.getReader()
  for (let part = await reader?.read(); part !== undefined && !part.done; part = await reader?.read()) {
    length += part.value.byteLength
    if (length > limit) {
      await reader?.cancel()
      return undefined
    }
    text += decoder.decode(part.value, { stream: true })
  }
  return text + decoder.decode()
}

/** Statuses that the web gives no body. */
const bodiless = [204, 205, 304]

const webResponse = ({ status, headers, body }: EmulatorResponse): Response =>
  new Response(bodiless.includes(status) ? null : body, { status, headers: { ...headers } })

/**
 * A lost connection is a promise that is rejected with what `fetch` would be rejected with. The request's `signal` says
 * that the client leaves: the promise is rejected with its reason, and what was begun goes on.
 */
export const webHandler =
  (answer: Answerer, bodyLimit: number) =>
  async (request: Request): Promise<Response> => {
    const body = await readBody(request, bodyLimit)
    if (body === undefined) return webResponse(tooLarge(bodyLimit))
    const url = new URL(request.url)
    const exit = await Effect.runPromiseExit(
      answer({
        method: request.method,
        path: url.pathname,
        query: url.searchParams,
        headers: Object.fromEntries(request.headers),
        body
      }),
      { signal: request.signal }
    )
    if (Exit.isSuccess(exit)) return webResponse(exit.value)
    throw Cause.hasInterruptsOnly(exit.cause) ? request.signal.reason : Cause.squash(exit.cause)
  }
