export { fromInput } from "effect/http/UrlParams"
