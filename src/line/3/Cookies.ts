export * from "@effect/platform/Cookies"
