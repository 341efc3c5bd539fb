/** The least that a JavaScript program can do: undici or fetch and `JSON.parse`. */
import { Agent, request } from "undici"
import { customerId, input, omiseKey, pageSize } from "../customers.js"
import { countByPage, ofPromises, type Page, type Peer } from "./peer.js"

type Send = (path: string, body?: string) => Promise<unknown>

const headers = {
  accept: "application/json",
  authorization: `Basic ${Buffer.from(`${omiseKey}:`).toString("base64")}`,
  "omise-version": "2019-05-29"
}
const headersOfBody = { ...headers, "content-type": "application/json" }

const calls = (send: Send) => {
  // the one cast of what JSON.parse gives: who writes such a client takes the server at its word
  const page = (offset: number) => send(`/customers?offset=${offset}&limit=${pageSize}`) as Promise<Page>
  return {
    retrieve: () => send(`/customers/${customerId}`),
    create: () => send("/customers", JSON.stringify(input)),
    page: () => page(0),
    stream: () => countByPage(page)
  }
}

export const undici: Peer = {
  name: "undici.request",
  open: async (port) => {
    const dispatcher = new Agent()
    const send: Send = async (path, body) => {
      const response = await request(`http://127.0.0.1:${port}${path}`, {
        dispatcher,
        method: body === undefined ? "GET" : "POST",
        headers: body === undefined ? headers : headersOfBody,
        body: body ?? null
      })
      return JSON.parse(await response.body.text())
    }
    return ofPromises(calls(send), () => dispatcher.close())
  }
}

const ofFetch = (name: string, init: () => RequestInit): Peer => ({
  name,
  open: async (port) => {
    const send: Send = async (path, body) => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        ...init(),
        ...(body === undefined ? { headers } : { method: "POST", headers: headersOfBody, body })
      })
      return JSON.parse(await response.text())
    }
    return ofPromises(calls(send))
  }
})

export const bareFetch = ofFetch("fetch", () => ({}))

/** What a careful program does, since fetch has no timeout of its own. */
export const fetchWithSignal = ofFetch("fetch + AbortSignal", () => ({ signal: AbortSignal.timeout(30_000) }))
