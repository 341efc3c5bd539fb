/** The name of a customer of an account for those who take turns outside of this process: a digest. */

import * as Effect from "#line/Effect"
import type { Credentials } from "../call/credentials.js"
import type { Key } from "../Turns.js"

/** It tells these digests from others that are made with the same secret. */
const label = "effect-payment-customers/Turns"

/** @param text the account, its credentials and the customer's key: not for outside of the process */
export const turnKey = (text: string, credentials: Pick<Credentials, "sign">): Key => ({
  digest: Effect.tryPromise(() => credentials.sign(`${label}\n${text}`))
})
