/** Who is let in. A browser asks for any page that its user reads: only what the page of the emulator asks is meant. */

import { isLoopback } from "../../http/loopback.js"
import { refusal } from "../desk.js"
import type { EmulatorRequest, EmulatorResponse } from "../http.js"
import { isAddress, isEvery } from "./hosts.js"

export interface GuardOptions {
  /** Names that it may be asked by, beside those of loopback. */
  readonly hosts: ReadonlyArray<string>
  /** Where it listens, if it does. */
  readonly listensOn?: string | undefined
}

/** The refusal of a request, if it is to be refused. */
export type Guard = (request: EmulatorRequest) => EmulatorResponse | undefined

/** Host and port of a URL, as the URL writes them. */
const urlOf = (text: string): URL | undefined => {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/** Does another page ask? One that is opened by a link elsewhere is the emulator's own. */
const isOfAnotherPage = ({ method, path, headers }: EmulatorRequest): boolean => {
  const { origin, host = "", "sec-fetch-site": site } = headers
  if (origin !== undefined) {
    const from = urlOf(origin)
    return from === undefined || from.host !== urlOf(`${from.protocol}//${host}`)?.host
  }
  return (site === "cross-site" || site === "same-site") && !(method === "GET" && path === "/")
}

export const makeGuard = ({ hosts, listensOn }: GuardOptions): Guard => {
  const allowed = new Set(
    [...hosts, ...(listensOn === undefined ? [] : [listensOn])].map((host) => host.toLowerCase())
  )
  const isAllowed = (host: string): boolean =>
    isLoopback(host) ||
    allowed.has(host) ||
    (listensOn !== undefined && isEvery(listensOn) && isAddress(host))

  return (request) => {
    const { host } = request.headers
    // without one: HTTP/1.0, or no server at all. A browser always sends it, and a name that leads here by DNS is in it
    if (host !== undefined) {
      const name = urlOf(`http://${host}`)?.hostname.replace(/^\[|\]$/g, "")
      if (name === undefined || !isAllowed(name)) {
        return refusal(403, "this Host is not let in: --allow-host, or the option hosts, adds a name")
      }
    }
    return isOfAnotherPage(request) ? refusal(403, "other pages are not let in") : undefined
  }
}
