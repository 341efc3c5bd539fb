/** What reads JSON: the value, or `declined`. */
export type Reader = (json: unknown) => unknown

export const declined: unique symbol = Symbol.for("effect-payment-customers/declined")
