/** The files that have modules of their own, and why; all others share them. */
export const alone: Array<string> = [
  // what the classes do before anything has been decoded in their process
  "test/privacy/maskedFirst.test.ts"
]
