/** What a piece of work takes: the processor's time of this process, and the time by the clock. */

/** Of one call, in microseconds. */
export interface Cost {
  readonly calls: number
  /** User and system, of all threads: the garbage that is made is paid for. */
  readonly cpu: number
  readonly wall: number
}

/** @param run does the work for as long as `more` says; each `true` is one call */
export const costOf = async (
  run: (more: () => boolean) => void | Promise<void>,
  { millis, atLeast = 1 }: { readonly millis: number; readonly atLeast?: number }
): Promise<Cost> => {
  // What the one before left behind. A full collection would also forget the shapes of objects of which none is alive,
  // and with them the compiled code that makes such objects: that costs the next turn up to twice.
  globalThis.gc?.({ type: "minor" })
  let calls = 0
  const end = performance.now() + millis
  const more = () => {
    if (calls >= atLeast && performance.now() >= end) return false
    calls++
    return true
  }
  const cpu = process.cpuUsage()
  const began = performance.now()
  await run(more)
  const wall = (performance.now() - began) * 1000
  const { user, system } = process.cpuUsage(cpu)
  return { calls, cpu: (user + system) / calls, wall: wall / calls }
}
