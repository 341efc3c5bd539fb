import { BadArgument, type PlatformError } from "@effect/platform/Error"

export const badArgument = (options: ConstructorParameters<typeof BadArgument>[0]): PlatformError =>
  new BadArgument(options)
