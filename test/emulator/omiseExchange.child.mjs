/** The official Omise SDK, unmodified: reads the customer of the third argument, and makes one of its own. */
import http from "node:http"
import makeOmise from "omise"

const [port, secretKey, id] = process.argv.slice(2)
// the SDK knows a host and a scheme, and no port
http.globalAgent.defaultPort = Number(port)
const { customers } = makeOmise({ secretKey, host: "127.0.0.1", scheme: "http", omiseVersion: "2019-05-29" })

const read = await customers.retrieve(id)
const cards = await customers.listCards(id)
const made = await customers.create({
  email: "theirs@example.com",
  description: "made by the SDK",
  card: "tokn_test_theirs",
  metadata: { name: "Jane Doe", plan: "gold" }
})
process.stdout.write(JSON.stringify({ read, cards, made: made.id }))
