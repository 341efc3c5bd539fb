export type { HttpMethod } from "effect/http/HttpMethod"
