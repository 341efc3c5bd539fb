import type * as Context from "effect/Context"
import type * as Option from "effect/Option"
import * as Tracer from "effect/Tracer"

export * from "#line/Tracer"

interface SpanOptions {
  readonly name: string
  readonly parent: Option.Option<Tracer.AnySpan>
  readonly annotations: Context.Context<never>
  readonly links: ReadonlyArray<Tracer.SpanLink>
  readonly startTime: bigint
  readonly kind: Tracer.SpanKind
}

/** A tracer of spans that are made by `span`. */
export const make = ({ span }: { readonly span: (options: SpanOptions) => Tracer.Span }): Tracer.Tracer =>
  Tracer.make({
    span: (name, parent, annotations, links, startTime, kind) =>
      span({ name, parent, annotations, links, startTime, kind }),
    context: (run) => run()
  })
