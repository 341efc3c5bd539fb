/** What a provider's real API has and its emulator has not: 501 says so, in words that are no provider's. */
import { refusal } from "./desk.js"
import type { EmulatorResponse } from "./http.js"

export const notEmulated = (what: string): EmulatorResponse =>
  refusal(501, `${what}: the real API has it, and this emulator has not`)
