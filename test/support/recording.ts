/** An `HttpClient` that notes what it is asked to send, as plain data, and gives fixed answers in their order. */

import type * as Layer from "#line/Layer"
import type * as HttpClient from "#line/test/HttpClient"
import { answer, type Sent, scripted } from "./scripted.js"

/** A request as the provider's documentation shows it. */
interface Recorded {
  readonly method: string
  /** Whole, as it would go over the wire. */
  readonly url: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  /** The body's JSON; absent where none was sent. */
  readonly body?: unknown
}

export interface FixedAnswer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  /** A string is sent as it is, anything else as JSON; absent: empty. */
  readonly body?: unknown
}

export interface Recording {
  readonly client: HttpClient.HttpClient
  readonly layer: Layer.Layer<HttpClient.HttpClient>
  /** What has been sent so far. */
  readonly requests: ReadonlyArray<Recorded>
}

const recorded = ({ method, url, headers, body }: Sent): Recorded => {
  const { pathname, searchParams } = new URL(url)
  return {
    method,
    url,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers,
    ...(body === "" ? {} : { body: JSON.parse(body) })
  }
}

/** A request more than there are answers is a defect: the test has said how many are sent. */
export const recording = (answers: ReadonlyArray<FixedAnswer>): Recording => {
  const script = scripted(answers.map(({ status, body, headers }) => answer(status, body, headers)))
  return {
    client: script.client,
    layer: script.layer,
    get requests() {
      return script.sent.map(recorded)
    }
  }
}
