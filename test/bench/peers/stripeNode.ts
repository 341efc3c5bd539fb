/** stripe-node with its own customers on the same server: another provider's official client, for the scale. */
import Stripe from "stripe"
import { input, pageSize, stripeCustomer } from "../customers.js"
import { ofPromises, type Peer } from "./peer.js"

export const stripeNode: Peer = {
  name: "stripe-node",
  open: async (port) => {
    const { customers } = new Stripe("sk_test_bench", { host: "127.0.0.1", port, protocol: "http" })
    const { id } = stripeCustomer()
    const { email, description } = input
    return ofPromises({
      retrieve: () => customers.retrieve(id),
      create: () => customers.create({ email, description, metadata: { plan: "basic" } }),
      page: () => customers.list({ limit: pageSize }),
      stream: async () => {
        let rows = 0
        for await (const _ of customers.list({ limit: pageSize })) rows++
        return rows
      }
    })
  }
}
