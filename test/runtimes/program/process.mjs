/** The program in a process: `process.mjs <client> <url> <nowhere>` on Node, Bun and Deno. It prints the result and ends by itself. */
import process from "node:process"
import { clients } from "./clients.mjs"
import { conformance } from "./conformance.mjs"

const [client, url, nowhere] = process.argv.slice(2)

const layer =
  client === "UndiciClient" ? (await import("effect-payment-customers/UndiciClient")).layer : clients[client]

console.log(JSON.stringify(await conformance({ layer, url, nowhere })))
