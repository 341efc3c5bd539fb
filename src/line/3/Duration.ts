export * from "effect/Duration"
export {
  type DurationInput as Input,
  decode as fromInputUnsafe,
  decodeUnknown as fromInput,
  greaterThan as isGreaterThan
} from "effect/Duration"
