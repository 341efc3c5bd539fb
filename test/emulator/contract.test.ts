/** The contract of the test layers, kept by the same emulators over HTTP. */
import { describe } from "@effect/vitest"
import { contract } from "../support/contract.js"
import { clients } from "../support/loopback.js"
import { byHandler, bySocket, servedSubjects } from "../support/served.js"

describe("by the web handler", () => contract(servedSubjects(byHandler)))

for (const { name, layer } of clients) {
  describe(`by the loopback server and ${name}`, () => contract(servedSubjects(bySocket(layer))))
  describe(`by the loopback server and ${name}, a port each`, () =>
    contract(servedSubjects(bySocket(layer, { portsEach: true }))))
}
