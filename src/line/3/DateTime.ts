export * from "effect/DateTime"
export {
  lessThanOrEqualTo as isLessThanOrEqualTo,
  unsafeFromDate as fromDateUnsafe,
  unsafeMake as makeUnsafe
} from "effect/DateTime"
