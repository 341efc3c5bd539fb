/** Does the host of a URL, or an address, lead to this machine and nowhere else? Names below `localhost` need not. */
export const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host)
