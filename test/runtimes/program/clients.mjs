/** The clients that need nothing but the web's globals; `platform.mjs` is written beside this for each line of Effect. */
import * as FetchClient from "effect-payment-customers/FetchClient"
import { FetchHttpClient } from "./platform.mjs"

export const clients = { FetchClient: FetchClient.layer, FetchHttpClient: FetchHttpClient.layer }
