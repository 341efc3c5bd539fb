/**
 * bePaid's customers (Belarus): create, retrieve, list. bePaid has no update, no delete and no search.
 *
 * @module
 * @since 0.1.0
 */
export type { CreateError, RetrieveError } from "./Customers.js"
export { CreateInput, Customer, CustomerId, CustomerPage } from "./providers/bepaid/customer.js"
export {
  defaultBaseUrl,
  layer,
  layerConfig,
  layerNative,
  make,
  type Options,
  type Provided
} from "./providers/bepaid/layers.js"
export { BePaid, type ListError, type Service } from "./providers/bepaid/service.js"
