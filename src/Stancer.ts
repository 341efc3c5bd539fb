/**
 * Stancer's customers (France). API v1, `layer`: create, retrieve, update, delete. API v2, `layerV2`: lists too.
 *
 * @module
 * @since 0.1.0
 */
export type { CreateError, DeleteError, ListError, RetrieveError, UpdateError } from "./Customers.js"
export { CreateInput, Customer, CustomerId, UpdateInput } from "./providers/stancer/customer.js"
export {
  defaultBaseUrl,
  layer,
  layerConfig,
  layerConfigV2,
  layerNative,
  layerNativeV2,
  layerV2,
  make,
  makeV2,
  mode,
  type Options,
  type Provided,
  type ProvidedV2
} from "./providers/stancer/layers.js"
export { ListOptions } from "./providers/stancer/options.js"
export { CustomerPage } from "./providers/stancer/pages.js"
export { type Service, type ServiceV2, Stancer, StancerV2 } from "./providers/stancer/service.js"
export type { Mode } from "./wire/mode.js"
