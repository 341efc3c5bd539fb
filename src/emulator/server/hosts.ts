/** The addresses that a server listens on, and the names that it is asked by. */

/** Every address of this machine. */
export const isEvery = (host: string): boolean => host === "0.0.0.0" || host === "::"

/** An address and no name: nobody can let it point elsewhere. */
export const isAddress = (host: string): boolean => host.includes(":") || /^\d{1,3}(\.\d{1,3}){3}$/.test(host)

/** The host of a URL that leads there. */
export const reachable = (host: string): string => {
  if (host === "0.0.0.0") return "127.0.0.1"
  if (host === "::") return "[::1]"
  return host.includes(":") ? `[${host}]` : host
}
