#!/usr/bin/env node
import * as Redacted from "effect/Redacted"
/** `npx effect-payment-customers emulator`: the emulators on a port of this machine, until they are told to stop. */
import * as Console from "#line/Console"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import { commandOf, UsageError, usage } from "./emulator/cli/flags.js"
import { failure, lineOf, wrapped } from "./emulator/cli/terminal.js"
import * as Emulator from "./emulator.js"

const guarded = (token: Redacted.Redacted | undefined): string =>
  token === undefined
    ? ""
    : `
/_control is for those who know the token:
          authorization: Bearer ${Redacted.value(token)}
`

const pageOf = ({ url, controlToken }: Emulator.Served): string =>
  controlToken === undefined ? url : `${url}/#token=${Redacted.value(controlToken)}`

const greeting = (served: Emulator.Served): string => {
  const { bepaid, omise, stancer } = served
  return `
The page: ${pageOf(served)}

bePaid    ${bepaid.baseUrl}
          shop id ${bepaid.shopId}, secret key ${Redacted.value(bepaid.secretKey)}
Omise     ${omise.baseUrl}
          test key ${Redacted.value(omise.testKey)}
          live key ${Redacted.value(omise.liveKey)}
          public test key ${omise.testPublicKey}
          public live key ${omise.livePublicKey}
Stancer   ${stancer.baseUrl}
          test key ${Redacted.value(stancer.testKey)}
          live key ${Redacted.value(stancer.liveKey)}
${guarded(served.controlToken)}
Ctrl-C stops it; what it holds is gone then.
`
}

/** Memory for lines that are printed and not read, in bytes. A reader that has left wants none. */
const mostUnread = 1024 * 1024
let reads = true
process.stdout.on("error", () => {
  reads = false
})
const print = (line: string): void => {
  if (reads && process.stdout.writableLength < mostUnread) process.stdout.write(`${line}\n`)
}

const emulator = (options: Emulator.ServeOptions, quiet: boolean) =>
  Emulator.serve({
    ...options,
    onRequest: quiet ? undefined : (asked) => print(lineOf(asked))
  }).pipe(
    Effect.mapError((error) => new Error(failure(error, options))),
    Effect.tap((served) => Console.log(greeting(served))),
    Effect.andThen(Effect.never),
    Effect.scoped
  )

/** Ends with the code to exit with, if it ends. */
const main = (args: ReadonlyArray<string>): Effect.Effect<number> =>
  Effect.try({ try: () => commandOf(args), catch: (error) => error as Error }).pipe(
    Effect.flatMap((command) =>
      "print" in command ? Effect.as(Console.log(command.print), 0) : emulator(command.serve, command.quiet)
    ),
    Effect.catch((error) =>
      error instanceof UsageError
        ? Effect.as(Console.error(`${usage}\n${wrapped(error.message)}`), 2)
        : Effect.as(Console.error(wrapped(error.message)), 1)
    )
  )

const running = Effect.runFork(main(process.argv.slice(2)))
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => Effect.runFork(Fiber.interrupt(running)))
}
running.addObserver((exit) => {
  // interrupted by a signal: stopped as wished
  process.exitCode = Exit.isSuccess(exit) ? exit.value : Exit.hasInterrupts(exit) ? 0 : 1
})
