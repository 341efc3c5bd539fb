/** Runs a program and keeps whatever of it could come before somebody's eyes. */
import { Console as NodeConsole } from "node:console"
import { PassThrough } from "node:stream"
import { format, inspect } from "node:util"
import * as Chunk from "effect/Chunk"
import * as Exit from "#line/Exit"
import * as Cause from "#line/test/Cause"
import * as Console from "#line/test/Console"
import * as Effect from "#line/test/Effect"
import * as Inspectable from "#line/test/Inspectable"
import * as Logger from "#line/test/Logger"
import * as Metric from "#line/test/Metric"
import * as Option from "#line/test/Option"
import { collectSpans } from "../support/spans.js"
import type { Evidence } from "./markers.js"

type Print = (value: unknown) => string

const deep: Print = (value) => inspect(value, { depth: null, maxStringLength: null, maxArrayLength: null })

/** The ways in which programs and loggers print an error. */
const ofError: Readonly<Record<string, Print>> = {
  message: (error) => (error instanceof Error ? error.message : ""),
  stack: (error) => (error instanceof Error ? String(error.stack) : ""),
  String: (error) => String(error),
  JSON: (error) => JSON.stringify({ error }),
  inspect: deep,
  "inspect with what is hidden": (error) => inspect(error, { depth: null, showHidden: true }),
  "%s %o %O %j": (error) => format("%s %o %O %j", error, error, error, error),
  "its own properties": (error) => deep(typeof error === "object" ? { ...error } : error),
  "as the cause of another": (error) => deep(new Error("outer", { cause: error })),
  ...Inspectable.printers
}

const ofCause: Readonly<Record<string, (cause: Cause.Cause<unknown>) => string>> = {
  pretty: Cause.prettyWhole,
  prettyErrors: (cause) => deep(Cause.prettyErrors(cause)),
  String: (cause) => String(cause),
  JSON: (cause) => JSON.stringify(cause),
  inspect: deep,
  "JSON of the exit": (cause) => JSON.stringify(Exit.failCause(cause)),
  "inspect of the exit": (cause) => deep(Exit.failCause(cause)),
  "the rejection of runPromise": (cause) => {
    const error = Cause.rejectionOf(cause)
    return [String(error), deep(error), JSON.stringify(error), ofError.stack?.(error)].join("\n")
  }
}

/** JSON.stringify, and String of what holds a customer, write customers whole on purpose: docs/security.md. */
const ofSuccess: Readonly<Record<string, Print>> = {
  String: (value) => asText(value),
  inspect: deep,
  "inspect of what holds it": (value) => deep({ answer: [Option.some(value)] }),
  "inspect of the exit": (value) => deep(Exit.succeed(value)),
  "%o %O": (value) => format("%o %O", value, value),
  ...Inspectable.printersOfAnswers
}

const printed = <A>(where: string, prints: Readonly<Record<string, (value: A) => string>>, value: A) =>
  Object.entries(prints).map(
    ([name, print]): Evidence => ({ where: `${where}, ${name}`, text: print(value) })
  )

const ofExit = (exit: Exit.Exit<unknown, unknown>): ReadonlyArray<Evidence> =>
  Exit.match(exit, {
    onSuccess: (value) => printed("the answer", ofSuccess, value),
    onFailure: (cause) => [
      ...printed("the cause", ofCause, cause),
      ...[...Cause.errorsOf(cause), ...Cause.defectsOf(cause)].flatMap((error) =>
        printed("the error", ofError, error)
      )
    ]
  })

const asText = (value: unknown): string => {
  if (Option.isOption(value)) return Option.match(value, { onNone: () => "", onSome: String })
  return Chunk.isChunk(value) ? [...value].map(String).join() : String(value)
}

/** What a program that means well logs and traces of how its call ended. */
const report = (exit: Exit.Exit<unknown, unknown>) =>
  Exit.match(exit, {
    onSuccess: (value) =>
      Effect.logInfo("answered", value, { answers: [value], maybe: Option.some(value) }).pipe(
        Effect.annotateLogs({ answer: value, held: { value } }),
        // an object that is made an attribute is JSON: docs/security.md
        Effect.andThen(Effect.annotateCurrentSpan({ answer: asText(value) }))
      ),
    onFailure: (cause) =>
      Effect.logError("failed", cause).pipe(
        Effect.andThen(
          Effect.forEach(Cause.errorsOf(cause), (error) =>
            Effect.logError("failed", error, { error }).pipe(
              Effect.annotateLogs({ error }),
              Effect.andThen(Effect.annotateCurrentSpan({ error }))
            )
          )
        )
      )
  })

/** A console whose output is kept, for the loggers that write by themselves. */
const keepingConsole = (write: (text: string) => void): globalThis.Console => {
  const stream = new PassThrough()
  stream.on("data", (chunk) => write(String(chunk)))
  return new NodeConsole(stream)
}

/**
 * @param self the program, already run to its end: its `Exit`
 */
export const observe = <A, E, R>(
  self: Effect.Effect<Exit.Exit<A, E>, never, R>
): Effect.Effect<{ readonly exit: Exit.Exit<A, E>; readonly evidence: ReadonlyArray<Evidence> }, never, R> =>
  Effect.suspend(() => {
    const { tracer, spans } = collectSpans(Inspectable.toStringUnknown)
    const lines: Array<Evidence> = []
    const keep = (text: string) => void lines.push({ where: "a log line", text })
    const loggers = [
      ...Logger.toText.map((logger) => Logger.map(logger, keep)),
      Logger.map(Logger.toStructure, (line) => keep(deep(line))),
      Logger.toConsole,
      // makes a span's event of each line
      Logger.tracerLogger
    ]
    return self.pipe(
      Effect.tap(report),
      Effect.withSpan("app"),
      Effect.withLogSpan("app"),
      Effect.withTracer(tracer),
      Logger.only(loggers),
      Console.provide(keepingConsole(keep)),
      Effect.map((exit) => ({
        exit,
        evidence: [
          ...ofExit(exit),
          ...lines,
          ...spans.flatMap(({ name, attributes, events, kind, status, links }) => [
            { where: `the span ${name}`, text: [name, kind, deep(links), deep(status)].join("\n") },
            ...[...attributes, ...events.flatMap((event) => Object.entries(event.attributes))].map(
              ([key, value]) => ({
                where: `the span ${name}, ${key}`,
                text: `${key} ${value}`
              })
            ),
            ...events.map((event) => ({ where: `the span ${name}, an event`, text: event.name }))
          ])
        ]
      }))
    )
  })

/** How it ended, in the words of the outcomes' table. */
export const endOf = (exit: Exit.Exit<unknown, { readonly _tag: string }>): string =>
  Exit.match(exit, {
    onSuccess: () => "Success",
    onFailure: (cause) =>
      Cause.hasInterrupts(cause)
        ? "Interrupted"
        : Option.match(Cause.findErrorOption(cause), { onNone: () => "Defect", onSome: ({ _tag }) => _tag })
  })

/** A metric that leaks on purpose (mutants.test.ts): it is never forgotten, and other files may run in its process. */
export const leaking = "canary.leaking"

const metricsWhere = (isMeant: (name: string) => boolean): Effect.Effect<ReadonlyArray<Evidence>> =>
  Effect.map(Metric.all, (all) =>
    all
      .filter(({ name }) => isMeant(name))
      .map(({ name, parts }) => ({ where: `the metric ${name}`, text: parts.map(deep).join("\n") }))
  )

/** Every metric of this process but that one: its name, its description, its labels and its state. */
export const metrics = metricsWhere((name) => name !== leaking)

/** That one. */
export const leakingMetrics = metricsWhere((name) => name === leaking)
