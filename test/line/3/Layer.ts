import type * as Layer from "effect/Layer"

export * from "#line/Layer"

export type Success<L extends Layer.Layer.Any> = Layer.Layer.Success<L>
