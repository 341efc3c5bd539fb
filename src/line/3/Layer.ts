export * from "effect/Layer"
export { scoped as effect, scopedContext as effectContext, unwrapScoped as unwrap } from "effect/Layer"
