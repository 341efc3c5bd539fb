/** The program in a page, whose script calls `conformanceOf`. */
import { clients } from "./clients.mjs"
import { conformance } from "./conformance.mjs"

globalThis.conformanceOf = ({ client, url, nowhere }) => conformance({ layer: clients[client], url, nowhere })
