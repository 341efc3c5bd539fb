/**
 * The modules that programs use, each under its name. Singly they are `effect-payment-customers/Customers` and so on.
 *
 * @module effect-payment-customers
 * @since 0.1.0
 */
export * as BePaid from "./BePaid.js"
export * as Customers from "./Customers.js"
export * as CustomersError from "./CustomersError.js"
export * as Omise from "./Omise.js"
export * as RateLimit from "./RateLimit.js"
export * as Stancer from "./Stancer.js"
