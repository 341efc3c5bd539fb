/** The command line of `effect-payment-customers`, as data. */
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import * as Result from "#line/Result"
import type { ServeOptions } from "../emulator.js"
import { version } from "../internal/version.js"
import { isLoopback } from "./hosts.js"
import { parseSeed } from "./seed.js"

export const usage = `effect-payment-customers ${version}

Usage: effect-payment-customers emulator [flags]

The customers APIs of bePaid, Omise and Stancer on this machine, with a page that shows what they hold.

  --port <n>          the port; 0 takes a free one (default: 4010)
  --host <address>    the address to listen on (default: 127.0.0.1)
  --allow-remote      allows an address that is not loopback: whoever reaches it can use it
  --ports-each        a port for each provider, after --port, for clients that can't be told a path
  --cert <file>       serves https with this certificate, as PEM
  --key <file>        the key of that certificate, as PEM
  --seed <file>       customers from the start: JSON such as {"omise": [{"email": "a@example.com"}]}
  --rate-limit <n>    answers 429 to more than n requests of an account in a second
  --stancer-repeated-external-id <another|same|conflict>
                      what Stancer's API v2 does with an external_id that is there already: makes another
                      customer, answers the same one, or refuses with 409 (default: another)
  --help, --version
`

const repeatedExternalIds = ["another", "same", "conflict"] as const

/** What is wrong with the command line: told without a stack. */
export class UsageError extends Error {}

const refuse = (message: string): never => {
  throw new UsageError(message)
}

const whole = (flag: string, text: string, least: number, most: number): number =>
  /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most
    ? Number(text)
    : refuse(`--${flag} must be a whole number from ${least} to ${most}`)

const oneOf = <const Word extends string>(flag: string, text: string, words: ReadonlyArray<Word>): Word =>
  words.find((word) => word === text) ?? refuse(`--${flag} must be one of ${words.join(", ")}`)

const textOf = (flag: string, file: string): string => {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    return refuse(`--${flag}: ${error instanceof Error ? error.message : file}`)
  }
}

const parsed = (args: ReadonlyArray<string>) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        port: { type: "string", default: "4010" },
        host: { type: "string", default: "127.0.0.1" },
        "allow-remote": { type: "boolean", default: false },
        "ports-each": { type: "boolean", default: false },
        cert: { type: "string" },
        key: { type: "string" },
        seed: { type: "string" },
        "rate-limit": { type: "string" },
        "stancer-repeated-external-id": { type: "string", default: "another" },
        help: { type: "boolean", default: false },
        version: { type: "boolean", default: false }
      }
    })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

const serveOptions = (values: ReturnType<typeof parsed>["values"]): ServeOptions => {
  const { cert, key, seed, "rate-limit": rateLimit } = values
  if (!isLoopback(values.host) && !values["allow-remote"]) {
    refuse(`--host ${values.host}: other machines could reach the emulator there; --allow-remote allows it`)
  }
  if ((cert === undefined) !== (key === undefined)) refuse("--cert and --key come together")
  return {
    port: whole("port", values.port, 0, 65_535),
    host: values.host,
    allowRemote: values["allow-remote"],
    portsEach: values["ports-each"],
    tls: cert && key ? { cert: textOf("cert", cert), key: textOf("key", key) } : undefined,
    seed:
      seed === undefined
        ? undefined
        : Result.getOrElse(parseSeed(textOf("seed", seed)), (problem) =>
            refuse(`--seed ${seed}: ${problem}`)
          ),
    rateLimit:
      rateLimit === undefined
        ? undefined
        : { requests: whole("rate-limit", rateLimit, 1, 999_999_999), per: "1 second" },
    stancer: {
      repeatedExternalId: oneOf(
        "stancer-repeated-external-id",
        values["stancer-repeated-external-id"],
        repeatedExternalIds
      )
    }
  }
}

/** What a command line asks for. */
export type Command = { readonly print: string } | { readonly serve: ServeOptions }

/** Throws a `UsageError` for what it does not understand. */
export const commandOf = (args: ReadonlyArray<string>): Command => {
  const { values, positionals } = parsed(args)
  if (values.help) return { print: usage }
  if (values.version) return { print: version }
  if (positionals.length !== 1 || positionals[0] !== "emulator") return refuse("the one command is: emulator")
  return { serve: serveOptions(values) }
}
