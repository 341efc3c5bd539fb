/** Where a value is not of its Schema, on either line of Effect. */
export interface Problem {
  /** With dots. */
  readonly path: string
  /** What should be there, in words; never what stood there. */
  readonly expected: string
}

/** A page of broken rows says the same thing over and over. */
export const mostProblems = 20
