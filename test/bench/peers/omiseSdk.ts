/**
 * The official Omise SDK for Node. It knows a host and a scheme but no port: the default port of Node's agent tells it,
 * which only `http` requests without one look at. Everything else is as it comes.
 */
import http from "node:http"
import { createRequire } from "node:module"
import type Omise from "omise"
import { customerId, input, omiseKey, pageSize } from "../customers.js"
import { countByPage, ofPromises, type Peer } from "./peer.js"

// its types promise a `default` that its CommonJS does not have
const makeOmise: typeof Omise.default & Pick<typeof Omise, "Scheme"> = createRequire(import.meta.url)("omise")

export const omiseSdk: Peer = {
  name: "omise (SDK)",
  open: async (port) => {
    // neither a proxy nor another scheme of the environment, which the SDK would obey
    delete process.env.http_proxy
    delete process.env.OMISE_SCHEME
    Object.assign(http.globalAgent, { defaultPort: port })
    const { customers } = makeOmise({
      secretKey: omiseKey,
      omiseVersion: "2019-05-29",
      host: "127.0.0.1",
      scheme: makeOmise.Scheme.Http
    })
    const page = (offset: number) => customers.list({ offset, limit: pageSize })
    return ofPromises({
      retrieve: () => customers.retrieve(customerId),
      create: () => customers.create(input),
      page: () => page(0),
      stream: () => countByPage(page)
    })
  }
}
