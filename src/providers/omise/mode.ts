/** Test or live: the key decides. */
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"

/**
 * @since 0.1.0
 * @category models
 */
export type Mode = "test" | "live"

/**
 * The mode of a secret key by its prefix, `skey_test_` or `skey_`; none for a key of another form.
 *
 * @since 0.1.0
 * @category utils
 */
export const mode = (secretKey: Redacted.Redacted): Option.Option<Mode> => {
  const key = Redacted.value(secretKey)
  if (key.startsWith("skey_test_")) return Option.some("test")
  return key.startsWith("skey_") ? Option.some("live") : Option.none()
}
