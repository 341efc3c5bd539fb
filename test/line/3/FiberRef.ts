export * from "effect/FiberRef"
