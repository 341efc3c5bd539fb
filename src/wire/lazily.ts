/** Functions that are made when they are first called: a parser costs more than an import should. */

export const lazily = <Args extends ReadonlyArray<unknown>, A>(
  make: () => (...args: Args) => A
): ((...args: Args) => A) => {
  let made: ((...args: Args) => A) | undefined
  return (...args) => {
    made ??= make()
    return made(...args)
  }
}
