/** The emulator's control endpoint, for a program on any runtime. */
const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis))

/** Asks until it is so; for three seconds at the most. */
const until = async (what, ask) => {
  for (let times = 0; times < 150; times++) {
    if (await ask()) return
    await wait(20)
  }
  throw new Error(`${what} did not come`)
}

export const emulatorAt = (url) => {
  const ask = async (path, init) => {
    const response = await fetch(url + path, init)
    const text = await response.text()
    if (!response.ok) throw new Error(`the emulator answers ${response.status} to ${path}: ${text}`)
    return text === "" ? undefined : JSON.parse(text)
  }
  const requests = (provider) => ask(`/_control/${provider}/requests`)
  return {
    reset: () =>
      Promise.all(
        ["bepaid", "omise", "stancer"].map((provider) =>
          ask(`/_control/${provider}/reset`, { method: "POST" })
        )
      ),
    /** What is to go wrong. */
    fault: (provider, fault, rule = {}) =>
      ask(`/_control/${provider}/faults`, { method: "POST", body: JSON.stringify({ fault, ...rule }) }),
    requests,
    customers: (provider) => ask(`/_control/${provider}/customers`),
    /** Until the provider has been asked so often. */
    asked: (provider, times) =>
      until(`request ${times}`, async () => (await requests(provider)).length >= times),
    /** Until the emulator sees that the client of a request has left, which had this in its path. */
    left: (part) =>
      until("the end of the connection", async () => {
        const { requests } = await ask("/_page/state")
        return requests.some(({ path, status }) => path.includes(part) && status === null)
      })
  }
}
