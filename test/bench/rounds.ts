/**
 * Rounds: every entrant once, each round starting with another, so that what slows the machine down for a while slows
 * them all. A figure is compared with that of another entrant in the same round, and the median over the rounds counts.
 */

export interface Entrant<Figures> {
  readonly name: string
  /** Done once, before the first round. */
  readonly warmUp: () => Promise<unknown>
  readonly measure: () => Promise<Figures>
}

export interface Result<Figures> {
  readonly name: string
  readonly rounds: ReadonlyArray<Figures>
}

export const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

export const runRounds = async <Figures>(
  entrants: ReadonlyArray<Entrant<Figures>>,
  rounds: number
): Promise<ReadonlyArray<Result<Figures>>> => {
  const measured = entrants.map((entrant) => ({ ...entrant, rounds: [] as Figures[] }))
  for (const { warmUp } of measured) await warmUp()
  for (let round = 0; round < rounds; round++) {
    const turns = [...measured.slice(round % measured.length), ...measured.slice(0, round % measured.length)]
    for (const { measure, rounds } of turns) rounds.push(await measure())
  }
  return measured
}

type Pick<Figures> = (figures: Figures) => number

const paired =
  (compare: (a: number, b: number) => number) =>
  <Figures>(self: Result<Figures>, base: Result<Figures>, pick: Pick<Figures>): ReadonlyArray<number> =>
    self.rounds.flatMap((figures, round) => {
      const other = base.rounds[round]
      return other === undefined ? [] : [compare(pick(figures), pick(other))]
    })

/** How many times the other's, in each round. */
export const ratios = paired((a, b) => a / b)

/** How much more than the other's, in each round. */
export const differences = paired((a, b) => a - b)
