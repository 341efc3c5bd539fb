/** The official Omise SDK, unmodified, against a port of this machine; prints what each call came to. */
import http from "node:http"
import makeOmise from "omise"

const [port, secretKey, publicKey, omiseVersion] = process.argv.slice(2)
// the SDK knows a host and a scheme, and no port
http.globalAgent.defaultPort = Number(port)
const host = "127.0.0.1"
const omise = makeOmise({ secretKey, publicKey, host, vaultHost: host, scheme: "http", omiseVersion })

const outcome = (call) =>
  call.then(
    (value) => value,
    (error) => ({ rejected: error })
  )

const { customers, search, tokens, charges } = omise
const created = await outcome(
  customers.create({
    email: "john.doe@example.com",
    description: "John Doe (id: 30)",
    card: "tokn_test_51yer81s9aqqyktdoeh",
    metadata: { plan: "gold", levels: { a: 1 } }
  })
)
const card = created.cards.data[0].id
const token = await outcome(
  tokens.create({
    card: {
      name: "JANE DOE",
      number: "5555555555554444",
      expiration_month: 2,
      expiration_year: 2031,
      security_code: "123"
    }
  })
)
const results = {
  created,
  retrieved: await outcome(customers.retrieve(created.id)),
  updated: await outcome(customers.update(created.id, { description: "changed" })),
  usedToken: await outcome(customers.update(created.id, { card: "tokn_test_51yer81s9aqqyktdoeh" })),
  token,
  secondCard: await outcome(customers.update(created.id, { card: token.id })),
  spentToken: await outcome(tokens.retrieve(token.id)),
  notEmulated: await outcome(charges.list()),
  cards: await outcome(customers.listCards(created.id, { limit: 1, order: "reverse_chronological" })),
  card: await outcome(customers.retrieveCard(created.id, card)),
  updatedCard: await outcome(
    customers.updateCard(created.id, card, { name: "Jane Doe", expiration_month: 3, postal_code: "12345" })
  ),
  destroyedCard: await outcome(customers.destroyCard(created.id, card)),
  missingCard: await outcome(customers.retrieveCard(created.id, card)),
  afterCard: await outcome(customers.retrieve(created.id)),
  schedules: await outcome(customers.schedules(created.id)),
  listed: await outcome(customers.list({ limit: 5, order: "reverse_chronological" })),
  found: await outcome(search.list({ scope: "customer", query: "john.doe" })),
  filtered: await outcome(search.list({ scope: "customer", "filters[created]": "1999-01-01" })),
  destroyed: await outcome(customers.destroy(created.id)),
  missing: await outcome(customers.retrieve(created.id)),
  wrongKey: await outcome(
    makeOmise({ secretKey: "skey_test_other", host: "127.0.0.1", scheme: "http" }).customers.list()
  )
}
process.stdout.write(JSON.stringify(results))
