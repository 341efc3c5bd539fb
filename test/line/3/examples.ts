/** Those of docs/examples that are written anew for this line. */
import { Tenants } from "../../../docs/examples/effect-3/tenants.js"

export * as charges from "../../../docs/examples/effect-3/charges.js"
export * as configured from "../../../docs/examples/effect-3/configured.js"
export * as rowsImport from "../../../docs/examples/effect-3/import.js"
export * as server from "../../../docs/examples/effect-3/server.js"
export * as tenants from "../../../docs/examples/effect-3/tenants.js"
export * as twoProviders from "../../../docs/examples/effect-3/two-providers.js"

export const demo = "docs/examples/effect-3/demo.ts"

/** Of `tenants.ts`. */
export const tenantsLive = Tenants.Default

export const handOver = "docs/examples/effect-3/hand-over/main.ts"
