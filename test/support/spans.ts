/** A tracer that keeps every span that is begun, as an exporter would see it. */
import type * as Context from "#line/Context"
import type * as Exit from "#line/Exit"
import type * as Option from "#line/test/Option"
import * as Tracer from "#line/test/Tracer"

interface SpanEvent {
  readonly name: string
  readonly attributes: Readonly<Record<string, unknown>>
}

class CollectedSpan implements Tracer.Span {
  readonly _tag = "Span"
  readonly sampled = true
  readonly attributes = new Map<string, unknown>()
  readonly events: Array<SpanEvent> = []
  status: Tracer.SpanStatus

  constructor(
    readonly name: string,
    readonly parent: Option.Option<Tracer.AnySpan>,
    readonly annotations: Context.Context<never>,
    readonly links: ReadonlyArray<Tracer.SpanLink>,
    readonly kind: Tracer.SpanKind,
    readonly traceId: string,
    readonly spanId: string,
    startTime: bigint,
    private readonly toExport: (value: unknown) => unknown
  ) {
    this.status = { _tag: "Started", startTime }
  }
  /** The annotations, as Effect 3 calls them. */
  get context(): Context.Context<never> {
    return this.annotations
  }
  end(endTime: bigint, exit: Exit.Exit<unknown, unknown>): void {
    this.status = { _tag: "Ended", startTime: this.status.startTime, endTime, exit }
  }
  attribute(key: string, value: unknown): void {
    this.attributes.set(key, this.toExport(value))
  }
  event(name: string, _: bigint, attributes: Record<string, unknown> = {}): void {
    const exported = Object.entries(attributes).map(([key, value]) => [key, this.toExport(value)])
    this.events.push({ name, attributes: Object.fromEntries(exported) })
  }
  addLinks(): void {}
}

export interface Spans {
  readonly tracer: Tracer.Tracer
  /** In the order in which they began. */
  readonly spans: ReadonlyArray<CollectedSpan>
}

const hex = (n: number, length: number): string => n.toString(16).padStart(length, "0")

/** @param toExport what becomes of a value at once; OpenTelemetry makes it a text where it is not one, a number or a boolean */
export const collectSpans = (toExport: (value: unknown) => unknown = (value) => value): Spans => {
  const spans: Array<CollectedSpan> = []
  const tracer = Tracer.make({
    span: ({ name, parent, annotations, links, startTime, kind }) => {
      const traceId = parent._tag === "Some" ? parent.value.traceId : hex(spans.length + 1, 32)
      const span = new CollectedSpan(
        name,
        parent,
        annotations,
        links,
        kind,
        traceId,
        hex(spans.length + 1, 16),
        startTime,
        toExport
      )
      spans.push(span)
      return span
    }
  })
  return { tracer, spans }
}
