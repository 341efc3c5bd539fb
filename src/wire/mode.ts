/** Test or live: the key decides. */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"

/**
 * Test data or live data: an id of the one means nothing to a key of the other.
 *
 * @since 0.1.0
 * @category models
 */
export type Mode = "test" | "live"

/** The mode of a secret key by its prefix; none for a key of another form. */
export const modeBy =
  (prefixes: Readonly<Record<Mode, string>>) =>
  (secretKey: Redacted.Redacted): Option.Option<Mode> => {
    const key = Redacted.value(secretKey)
    if (key.startsWith(prefixes.test)) return Option.some("test")
    return key.startsWith(prefixes.live) ? Option.some("live") : Option.none()
  }
