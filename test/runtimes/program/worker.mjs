/** The program in a worker: asked by POST for a client and an emulator, it answers the result. */
import { clients } from "./clients.mjs"
import { conformance } from "./conformance.mjs"

export default {
  async fetch(request) {
    const { client, url, nowhere } = await request.json()
    return Response.json(await conformance({ layer: clients[client], url, nowhere }))
  }
}
