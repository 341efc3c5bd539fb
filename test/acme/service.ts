/** What Acme can do. */
import * as Context from "#line/Context"
import type * as Effect from "#line/Effect"
import type { CreateError, DeleteError, RetrieveError } from "../../src/Customers.js"
import type { CreateInput, Customer } from "./customer.js"

export interface Service {
  readonly create: (input: CreateInput) => Effect.Effect<Customer, CreateError>
  readonly retrieve: (id: string) => Effect.Effect<Customer, RetrieveError>
  readonly delete: (id: string) => Effect.Effect<void, DeleteError>
}

export class Acme extends Context.Service<Acme, Service>()("test/Acme") {}
