/**
 * Omise's customers (Thailand, Japan, Singapore): create, retrieve, update, delete, list, search; their cards
 * and their schedules.
 *
 * @module
 * @since 0.1.0
 */
export type { CreateError, DeleteError, ListError, RetrieveError, UpdateError } from "./Customers.js"
export { Card, CardId, CardList, DeletedCard, UpdateCardInput } from "./providers/omise/card.js"
export {
  CreateInput,
  Customer,
  CustomerId,
  DeletedCustomer,
  UpdateInput
} from "./providers/omise/customer.js"
export {
  type ApiVersion,
  defaultBaseUrl,
  layer,
  layerConfig,
  layerNative,
  make,
  mode,
  type Options,
  type Provided
} from "./providers/omise/layers.js"
export { type Days, ListOptions, SearchOptions } from "./providers/omise/options.js"
export { CardPage, CustomerPage, CustomerSearchPage, SchedulePage } from "./providers/omise/pages.js"
export { Schedule, ScheduledCharge, ScheduleId } from "./providers/omise/schedule.js"
export {
  type CardDeleteError,
  type CardListError,
  type CardRetrieveError,
  type Cards,
  type CardUpdateError,
  Omise,
  type ScheduleListError,
  type Schedules,
  type SearchError,
  type Service
} from "./providers/omise/service.js"
export type { Mode } from "./wire/mode.js"
