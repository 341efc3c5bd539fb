/** Every method of each provider's own service. */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as BePaid from "effect-payment-customers/BePaid"
import * as Omise from "effect-payment-customers/Omise"
import * as Stancer from "effect-payment-customers/Stancer"
import { equal, has } from "./assert.mjs"
import { idsOf } from "./neutral.mjs"

const email = "john@example.com"
const another = "jane@example.com"

const emailOf = (customer) => Option.getOrUndefined(customer.email)

const bepaid = (run) => {
  const service = (method) => run(Effect.flatMap(BePaid.BePaid, method))
  return {
    "create, retrieve, list, stream": async () => {
      const { id } = await service((bepaid) => bepaid.create({ email, ip: "127.0.0.1", firstName: "John" }))
      equal(emailOf(await service((bepaid) => bepaid.retrieve(id))), email)
      equal(idsOf((await service((bepaid) => bepaid.list())).customers), [id])
      equal(idsOf(await service((bepaid) => Stream.runCollect(bepaid.stream()))), [id])
    }
  }
}

const omise = (run) => {
  const service = (method) => run(Effect.flatMap(Omise.Omise, method))
  return {
    "create, retrieve, update, delete": async () => {
      const metadata = { plan: "gold", tags: ["a", "b"] }
      const { id } = await service((omise) => omise.create({ email, metadata }))
      has(await service((omise) => omise.retrieve(id)), { id, metadata })
      equal(emailOf(await service((omise) => omise.update(id, { email: another }))), another)
      has(await service((omise) => omise.delete(id)), { id, deleted: true })
    },
    "list, stream, search, searchStream": async () => {
      const { id } = await service((omise) => omise.create({ email }))
      const { id: second } = await service((omise) => omise.create({ email: another }))
      const newest = { order: "reverse_chronological", limit: 1 }
      equal(idsOf((await service((omise) => omise.list(newest))).customers), [second])
      equal(idsOf(await service((omise) => Stream.runCollect(omise.stream(newest)))), [second, id])
      equal(idsOf((await service((omise) => omise.search({ query: email }))).customers), [id])
      const found = await service((omise) => Stream.runCollect(omise.searchStream({ query: email })))
      equal(idsOf(found), [id])
    },
    "cards and schedules": async () => {
      const { id, defaultCard } = await service((omise) => omise.create({ email, card: "tokn_test_1" }))
      const card = Option.getOrThrow(defaultCard)
      equal(idsOf((await service((omise) => omise.cards.list(id))).cards), [card])
      equal(idsOf(await service((omise) => Stream.runCollect(omise.cards.stream(id)))), [card])
      has(await service((omise) => omise.cards.retrieve(id, card)), { id: card })
      const changed = await service((omise) => omise.cards.update(id, card, { name: "Zoë" }))
      equal(Option.getOrUndefined(changed.name), "Zoë")
      has(await service((omise) => omise.cards.delete(id, card)), { id: card, deleted: true })
      equal((await service((omise) => omise.schedules.list(id))).schedules.length, 0)
      equal(idsOf(await service((omise) => Stream.runCollect(omise.schedules.stream(id)))), [])
    }
  }
}

const stancer = (run) => {
  const service = (method) => run(Effect.flatMap(Stancer.Stancer, method))
  return {
    "create, retrieve, update, delete": async () => {
      const { id } = await service((stancer) => stancer.create({ email }))
      equal(emailOf(await service((stancer) => stancer.retrieve(id))), email)
      await service((stancer) => stancer.update(id, { email: another }))
      equal(emailOf(await service((stancer) => stancer.retrieve(id))), another)
      await service((stancer) => stancer.delete(id))
    }
  }
}

const stancerV2 = (run) => {
  const service = (method) => run(Effect.flatMap(Stancer.StancerV2, method))
  return {
    ...stancer(run),
    "list, stream": async () => {
      const { id } = await run(Effect.flatMap(Stancer.Stancer, (stancer) => stancer.create({ email })))
      equal(idsOf((await service((stancer) => stancer.list({ email }))).customers), [id])
      equal(idsOf(await service((stancer) => Stream.runCollect(stancer.stream({ email })))), [id])
    }
  }
}

const services = { bepaid, omise, stancer, "stancer v2": stancerV2 }

export const native = ({ name, run }) =>
  Object.entries(services[name](run)).map(([what, test]) => [`${name}, its own service: ${what}`, test])
