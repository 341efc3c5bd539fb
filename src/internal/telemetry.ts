/**
 * What the library shows of a call. The attributes are built here, one by one, from what is neither a key nor a
 * customer's data: method, path template, host, status, provider. Nothing else has a way into a span.
 */
import * as Effect from "effect/Effect"
import type { Attempt, Endpoint, Expected } from "./call.js"

export interface Server {
  readonly "server.address": string
  readonly "server.port": number
}

export const serverOf = (baseUrl: string): Server => {
  const { hostname, port, protocol } = new URL(baseUrl)
  return { "server.address": hostname, "server.port": Number(port) || (protocol === "https:" ? 443 : 80) }
}

/** One span around an operation, its retries included. */
export const span = <A, E, R>(
  self: Effect.Effect<A, E, R>,
  call: { readonly provider: string; readonly endpoint: Endpoint<Expected>; readonly server: Server }
): Effect.Effect<A, E, R> =>
  Effect.withSpan(self, `${call.provider}.customers.${call.endpoint.operation}`, {
    kind: "client",
    captureStackTrace: false,
    attributes: {
      "payment.provider": call.provider,
      "http.request.method": call.endpoint.method,
      "url.template": call.endpoint.template,
      ...call.server
    }
  })

/** What is known after an attempt, on the current span. */
export const attempt = (attempt: Attempt, made: number): Effect.Effect<void> =>
  Effect.annotateCurrentSpan({
    ...(attempt.status === undefined ? {} : { "http.response.status_code": attempt.status }),
    ...(made > 1 ? { "http.request.resend_count": made - 1 } : {})
  })
