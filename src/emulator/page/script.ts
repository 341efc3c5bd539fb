/** Asks for the state each second and shows it, as text only: what a client has sent is never markup. */
export const script = `"use strict"
const titles = { bepaid: "bePaid", omise: "Omise", stancer: "Stancer" }
const byId = (id) => document.getElementById(id)
const open = new Set()
let since = ""

const element = (name, className, text, children = []) => {
  const made = document.createElement(name)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  made.append(...children)
  return made
}

const modeOf = ({ livemode, live_mode }) => {
  const live = livemode ?? live_mode
  return live === undefined ? undefined : live ? "live" : "test"
}

const nameOf = (one) => [one.first_name, one.last_name].filter(Boolean).join(" ") || one.name || one.metadata?.name || one.description

const whoOf = (one) => [one.email, nameOf(one)].filter((text) => typeof text === "string" && text).join(" · ")

const customer = (provider) => (one) => {
  const mode = modeOf(one)
  const details = element("details", "", undefined, [
    element("summary", "", undefined, [
      element("span", "who", whoOf(one) || "no e-mail, no name"),
      ...(mode ? [element("span", "mode " + mode, mode)] : []),
      element("span", "id mono", one.id)
    ]),
    element("pre", "", JSON.stringify(one, null, 2))
  ])
  const key = provider + " " + one.id
  details.open = open.has(key)
  details.addEventListener("toggle", () => (details.open ? open.add(key) : open.delete(key)))
  return element("li", "", undefined, [details])
}

const provider = ({ name, baseUrl, held, newest }) =>
  element("section", "panel", undefined, [
    element("h2", "", undefined, [
      element("span", "", titles[name] ?? name),
      element("span", "held", held === 1 ? "1 customer" : held.toLocaleString() + " customers")
    ]),
    element("code", "url", baseUrl ?? location.origin + "/" + name),
    newest.length === 0
      ? element("p", "none", "Nobody yet.")
      : element("ul", "", undefined, newest.toReversed().map(customer(name))),
    ...(held > newest.length ? [element("p", "none", "The newest " + newest.length + " are shown.")] : [])
  ])

const kindOf = (status) => (status === null || status >= 500 ? "bad" : status >= 400 ? "refused" : "good")

const request = ({ at, provider, method, path, status, millis }) =>
  element("li", "", undefined, [
    element("span", "time mono", new Date(at).toLocaleTimeString([], { hour12: false })),
    element("span", "provider", titles[provider] ?? provider),
    element("span", "method mono", method),
    element("span", "path mono", path),
    element("span", "status mono " + kindOf(status), status === null ? "no answer" : String(status)),
    element("span", "took mono", millis + " ms")
  ])

const show = (state) => {
  const scrolled = [...document.querySelectorAll("#providers ul")].map((list) => list.scrollTop)
  byId("providers").replaceChildren(...state.providers.map(provider))
  document.querySelectorAll("#providers ul").forEach((list, at) => { list.scrollTop = scrolled[at] ?? 0 })
  byId("requests").replaceChildren(
    ...(state.requests.length === 0
      ? [element("li", "none", "Nothing was asked yet.")]
      : state.requests.map(request))
  )
}

const link = (className, text) => {
  byId("link").className = className
  if (byId("link").textContent !== text) byId("link").textContent = text
}

const poll = async () => {
  try {
    const response = await fetch("/_page/state?since=" + since)
    if (response.status === 200) {
      const state = await response.json()
      since = state.version
      show(state)
    }
    link("on", "live")
  } catch {
    since = ""
    link("off", "the emulator does not answer")
  }
  setTimeout(poll, 1000)
}
poll()
`
