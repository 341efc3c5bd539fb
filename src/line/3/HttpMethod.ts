export type { HttpMethod } from "@effect/platform/HttpMethod"
