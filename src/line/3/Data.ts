export { struct, unsafeArray as array } from "effect/Data"
