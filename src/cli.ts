#!/usr/bin/env node
import * as Redacted from "effect/Redacted"
/** `npx effect-payment-customers emulator`: the emulators on a port of this machine, until they are told to stop. */
import * as Console from "#line/Console"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import * as Fiber from "#line/Fiber"
import { commandOf, UsageError, usage } from "./emulator/flags.js"
import * as Emulator from "./emulator.js"

const greeting = ({ url, bepaid, omise, stancer }: Emulator.Served): string => `
The page: ${url}

bePaid    ${bepaid.baseUrl}
          shop id ${bepaid.shopId}, secret key ${Redacted.value(bepaid.secretKey)}
Omise     ${omise.baseUrl}
          test key ${Redacted.value(omise.testKey)}
          live key ${Redacted.value(omise.liveKey)}
Stancer   ${stancer.baseUrl}
          test key ${Redacted.value(stancer.testKey)}
          live key ${Redacted.value(stancer.liveKey)}

Ctrl-C stops it; what it holds is gone then.`

const emulator = (options: Emulator.ServeOptions) =>
  Emulator.serve(options).pipe(
    Effect.tap((served) => Console.log(greeting(served))),
    Effect.andThen(Effect.never),
    Effect.scoped
  )

/** Ends with the code to exit with, if it ends. */
const main = (args: ReadonlyArray<string>): Effect.Effect<number> =>
  Effect.try({ try: () => commandOf(args), catch: (error) => error as Error }).pipe(
    Effect.flatMap((command) =>
      "print" in command ? Effect.as(Console.log(command.print), 0) : emulator(command.serve)
    ),
    Effect.catch((error) =>
      error instanceof UsageError
        ? Effect.as(Console.error(`${error.message}\n\n${usage}`), 2)
        : Effect.as(Console.error(error.message), 1)
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
