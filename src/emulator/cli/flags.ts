/** The command line of `effect-payment-customers`, as data. */
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import * as Result from "#line/Result"
import { isLoopback } from "../../http/loopback.js"
import { version } from "../../http/version.js"
import type { ServeOptions } from "../options.js"
import { parseAccounts } from "./accountKeys.js"
import { parseSeed } from "./seed.js"

/** Within 80 columns, as all that is printed. */
export const usage = `effect-payment-customers ${version}

Usage: effect-payment-customers emulator [flags]

The customers APIs of bePaid, Omise and Stancer on this machine, with a page
that shows what they hold.

  --port <n>           the port; 0 takes a free one (default: 4010)
  --host <address>     the address to listen on (default: 127.0.0.1)
  --allow-remote       allows an address that is not loopback: who reaches it
                       can use it; a token for /_control is printed at start
  --allow-host <name>  another name that clients ask by, such as that of a
                       container; may be repeated
  --ports-each         a port for each provider, after --port, for clients that
                       can't be told a path
  --cert <file>        serves https with this certificate, as PEM
  --key <file>         the key of that certificate, as PEM
  --seed <file>        customers from the start: JSON such as
                       {"omise": [{"email": "a@example.com"}]}
  --accounts <file>    more accounts, with customers of their own: JSON such as
                       {"stancer": [{"testKey": "…", "liveKey": "…"}]}
  --rate-limit <n>     answers 429 to more than n requests of an account in a
                       second
  --stancer-repeated-external-id <another|same|conflict>
                       what Stancer's API v2 does with an external_id that is
                       there already: makes another customer, answers the same
                       one, or refuses with 409 (default: another)
  --quiet              prints no line for each request
  -h, --help, help
  -v, --version
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

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "this is a folder",
  EACCES: "this user may not read it"
}

const textOf = (flag: string, file: string): string => {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    const { code = "" } = error as { readonly code?: string }
    return refuse(`--${flag} ${file}: ${unreadable[code] ?? "it can't be read"}`)
  }
}

const flags = {
  port: { type: "string", default: "4010" },
  host: { type: "string", default: "127.0.0.1" },
  "allow-remote": { type: "boolean", default: false },
  "allow-host": { type: "string", multiple: true, default: [] as Array<string> },
  "ports-each": { type: "boolean", default: false },
  cert: { type: "string" },
  key: { type: "string" },
  seed: { type: "string" },
  accounts: { type: "string" },
  "rate-limit": { type: "string" },
  "stancer-repeated-external-id": { type: "string", default: "another" },
  quiet: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  version: { type: "boolean", short: "v", default: false }
} as const

const typeOf = (flag: string): "string" | "boolean" | undefined =>
  Object.hasOwn(flags, flag) ? flags[flag as keyof typeof flags].type : undefined

/** What Node would say of a wrong flag, in a line. */
const check = (args: Array<string>): void => {
  const { tokens } = parseArgs({ args, options: flags, allowPositionals: true, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind !== "option") continue
    const { name, rawName, value } = token
    const type = typeOf(name)
    if (type === undefined) refuse(`there is no flag ${rawName}`)
    if (type === "boolean" && value !== undefined) refuse(`${rawName} takes no value`)
    // `--port --host` is a forgotten value
    if (type === "string" && (value === undefined || (!token.inlineValue && value.startsWith("-")))) {
      refuse(`${rawName} needs a value`)
    }
  }
}

const parsed = (args: ReadonlyArray<string>) => {
  check([...args])
  return parseArgs({ args: [...args], options: flags, allowPositionals: true })
}

/** What a file holds, or a refusal that names it. */
const readBy = <A>(
  flag: string,
  file: string | undefined,
  parse: (text: string) => Result.Result<A, string>
): A | undefined =>
  file === undefined
    ? undefined
    : Result.getOrElse(parse(textOf(flag, file)), (problem) => refuse(`--${flag} ${file}: ${problem}`))

const serveOptions = (values: ReturnType<typeof parsed>["values"]): ServeOptions => {
  const { cert, key, "rate-limit": rateLimit } = values
  if (!isLoopback(values.host) && !values["allow-remote"]) {
    refuse(`--host ${values.host}: other machines could reach the emulator there; --allow-remote allows it`)
  }
  if ((cert === undefined) !== (key === undefined)) refuse("--cert and --key come together")
  return {
    port: whole("port", values.port, 0, 65_535),
    host: values.host,
    allowRemote: values["allow-remote"],
    hosts: values["allow-host"],
    portsEach: values["ports-each"],
    tls: cert && key ? { cert: textOf("cert", cert), key: textOf("key", key) } : undefined,
    seed: readBy("seed", values.seed, parseSeed),
    accounts: readBy("accounts", values.accounts, parseAccounts),
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
export type Command = { readonly print: string } | { readonly serve: ServeOptions; readonly quiet: boolean }

/** Throws a `UsageError` for what it does not understand. */
export const commandOf = (args: ReadonlyArray<string>): Command => {
  const { values, positionals } = parsed(args)
  if (values.help || positionals[0] === "help") return { print: usage }
  if (values.version) return { print: version }
  if (positionals.length !== 1 || positionals[0] !== "emulator") return refuse("the one command is: emulator")
  return { serve: serveOptions(values), quiet: values.quiet }
}
