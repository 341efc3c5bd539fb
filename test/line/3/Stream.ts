export { provideLayer as provide } from "effect/Stream"
export * from "#line/Stream"
