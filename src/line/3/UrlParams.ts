export { fromInput } from "@effect/platform/UrlParams"
