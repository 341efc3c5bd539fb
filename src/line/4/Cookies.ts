export * from "effect/http/Cookies"
