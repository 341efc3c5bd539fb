export * from "effect/Scope"
export { extend as provide } from "effect/Scope"
