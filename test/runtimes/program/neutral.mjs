/** What `Customers` can do, at every provider that can. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Customers from "effect-payment-customers/Customers"
import { equal, has } from "./assert.mjs"

let made = 0

/** One that no check has had before. */
export const newInput = () => {
  made += 1
  return {
    email: `zoe+${made}@example.com`,
    ip: "127.0.0.1",
    name: "Zoë Ñandú 山田",
    phone: "+15555555555",
    externalId: `crm-${made}`
  }
}

const fieldsOf = (customer) =>
  Object.fromEntries(
    ["email", "name", "phone", "externalId"].map((field) => [field, Option.getOrUndefined(customer[field])])
  )

const sameAs = ({ ip: _, ...input }, customer) => has(fieldsOf(customer), input)

export const idsOf = (customers) => Array.from(customers, ({ id }) => id)

const createAll = (inputs) => Effect.forEach(inputs, Customers.create)

export const neutral = ({ name, can, run }) => {
  const check = (need, what, test) =>
    need === undefined || can.includes(need) ? [[`${name}: ${what}`, test]] : []
  return [
    ...check(undefined, "create and retrieve", async () => {
      const input = newInput()
      const created = await run(Customers.create(input))
      sameAs(input, created)
      sameAs(input, await run(Customers.retrieve(created.id)))
    }),
    ...check("update", "update", async () => {
      const input = newInput()
      const { id } = await run(Customers.create(input))
      await run(Customers.update(id, { phone: "+33639980102" }))
      sameAs({ ...input, phone: "+33639980102" }, await run(Customers.retrieve(id)))
    }),
    ...check("delete", "delete", async () => {
      const { id } = await run(Customers.create(newInput()))
      await run(Customers.delete(id))
      const error = await run(Effect.flip(Customers.retrieve(id)))
      has(error, { _tag: "NotFound", customerId: id })
    }),
    ...check("list", "list, page after page", async () => {
      const created = await run(createAll([newInput(), newInput(), newInput()]))
      const found = []
      let from = Option.none()
      do {
        const page = await run(Customers.list({ limit: 2, from: Option.getOrUndefined(from) }))
        found.push(...page.customers)
        from = page.next
      } while (Option.isSome(from))
      equal(idsOf(found).sort(), idsOf(created).sort())
    }),
    ...check("list", "stream", async () => {
      const created = await run(createAll(Array.from({ length: 7 }, newInput)))
      const found = await run(Stream.runCollect(Customers.stream({ limit: 3 })))
      equal(idsOf(found).sort(), idsOf(created).sort())
    }),
    ...check("list", "a stream of which two are taken", async () => {
      await run(createAll([newInput(), newInput(), newInput()]))
      equal((await run(Stream.runCollect(Stream.take(Customers.stream({ limit: 2 }), 2)))).length, 2)
    }),
    ...check("search", "search and searchStream", async () => {
      const inputs = [newInput(), newInput()]
      const [first] = await run(createAll(inputs))
      const page = await run(Customers.search(inputs[0].email))
      equal(idsOf(page.customers), [first.id])
      equal(idsOf(await run(Stream.runCollect(Customers.searchStream(inputs[0].email)))), [first.id])
    }),
    ...check("find", "findByEmail and findByExternalId", async () => {
      const inputs = [newInput(), newInput()]
      const [, second] = await run(createAll(inputs))
      const { email, externalId } = inputs[1]
      equal(idsOf(await run(Stream.runCollect(Customers.findByEmail(email)))), [second.id])
      equal(idsOf(await run(Stream.runCollect(Customers.findByExternalId(externalId)))), [second.id])
    })
  ]
}
