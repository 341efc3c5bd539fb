/** Those of docs/examples that Effect 3 has of its own, too. */
import { Tenants } from "../../../docs/examples/tenants.js"

export * as charges from "../../../docs/examples/charges.js"
export * as configured from "../../../docs/examples/configured.js"
export * as rowsImport from "../../../docs/examples/import.js"
export * as server from "../../../docs/examples/server.js"
export * as tenants from "../../../docs/examples/tenants.js"
export * as twoProviders from "../../../docs/examples/two-providers.js"

export const demo = "docs/examples/demo.ts"

/** Of `tenants.ts`. */
export const tenantsLive = Tenants.layer

export const handOver = "docs/examples/hand-over/main.ts"
