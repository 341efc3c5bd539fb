/** The program that every runtime is measured by: nothing of Node, a client, an emulator. */
import * as Effect from "effect/Effect"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { emulatorAt } from "./emulator.mjs"
import { ensure, ensureLost } from "./ensure.mjs"
import { answers, nobodyListens, refusal } from "./errors.mjs"
import { native } from "./native.mjs"
import { neutral } from "./neutral.mjs"
import { providersAt } from "./providers.mjs"
import { time } from "./time.mjs"

/** A provider's checks call it by `run(effect, options of the layer, key, signal)`. */
const subjectsOf = (runtime, url) => {
  const emulator = emulatorAt(url)
  return providersAt(url).map((provider) => ({
    ...provider,
    emulator,
    run: (effect, options, key = provider.key, signal = undefined) =>
      runtime.runPromise(Effect.provide(effect, provider.layer(key, options)), { signal })
  }))
}

const checksOf = (subjects, nowhere) => {
  const [, omise] = subjects
  return [
    ...subjects.flatMap(neutral),
    ...subjects.flatMap(native),
    ...subjects.flatMap(refusal),
    ...answers(omise),
    ...nobodyListens(omise, nowhere),
    ...time(omise),
    ...subjects.flatMap(ensure),
    ...ensureLost(omise)
  ]
}

const messageOf = (error) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))

const outcomeOf = (test) =>
  test().then(
    (told) => (typeof told === "string" ? { ok: true, told } : { ok: true }),
    (error) => ({ ok: false, error: messageOf(error) })
  )

/**
 * @param layer of an `HttpClient`
 * @param url the emulator's
 * @param nowhere an address where nobody listens
 * @returns `refused`, where the layer can't be built, or the checks, in order, with what a check has told
 */
export const conformance = async ({ layer, url, nowhere }) => {
  const runtime = ManagedRuntime.make(layer)
  const refused = await runtime.runPromise(Effect.void).then(() => undefined, messageOf)
  if (refused !== undefined) return { refused }
  const checks = []
  for (const [name, test] of checksOf(subjectsOf(runtime, url), nowhere)) {
    await emulatorAt(url).reset()
    checks.push({ name, ...(await outcomeOf(test)) })
  }
  await runtime.dispose()
  return { checks }
}
