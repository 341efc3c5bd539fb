/** What is not ours may throw wherever it is looked at. Its error, which may quote a secret, is not kept. */
export const attempt = <A>(look: () => A): A | undefined => {
  try {
    return look()
  } catch {
    return undefined
  }
}
