import * as Context from "effect/Context"

export type { Tag as Key } from "effect/Context"
export * from "effect/Context"

/** The class of a service, which names it. */
export const Service =
  <Self, Shape>() =>
  <const Id extends string>(id: Id): Context.TagClass<Self, Id, Shape> =>
    Context.Tag(id)<Self, Shape>()

/** A service that has a value where nobody provides one. */
export const Reference = <Shape>(
  id: string,
  options: { readonly defaultValue: () => Shape }
): Context.Reference<never, Shape> => Context.Reference<never>()(id, options)
