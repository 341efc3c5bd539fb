/** Asks for the state each second and shows it, as text only: what a client has sent is never markup. */
export const script = `"use strict"
const byId = (id) => document.getElementById(id)
const token = new URLSearchParams(location.hash.slice(1)).get("token")
const [titles, cards] = [{}, new Map()]
let [since, turn, missing, start, timer] = ["", 0, false]

const element = (name, className, ...children) => {
  const made = document.createElement(name)
  if (className) made.className = className
  made.append(...children)
  return made
}

// only what is new is written: a selection stays
const write = (node, text) => {
  if (node.textContent !== text) node.textContent = text
}

const button = (text, label, act) => {
  const made = element("button", "", text)
  made.setAttribute("aria-label", label)
  made.addEventListener("click", () => act(made))
  return made
}

const ask = async (path, init) => {
  const response = await fetch(path, { ...init, headers: token ? { authorization: "Bearer " + token } : {} })
  missing = response.status === 401
  if (!response.ok) throw new Error(path)
  return response
}

const change = (path, init) => ask("/_control/" + path, init).then(poll, poll)

const count = (number, what) => number.toLocaleString("en") + " " + what + (number === 1 ? "" : "s")

const copyable = (title, name, text) => {
  const value = element("bdi", "mono", text)
  const copy = async (it) => {
    // where the clipboard can't be had, it is selected
    try { await navigator.clipboard.writeText(text) } catch { return getSelection().selectAllChildren(value) }
    write(it, "Copied")
    setTimeout(() => write(it, "Copy"), 1500)
  }
  return element("div", "value", element("dt", "", name), element("dd", "", value, button("Copy", "Copy " + name + " of " + title, copy)))
}

const card = ({ name, title, keys, first, faults, baseUrl = location.origin + "/" + name }) => {
  const held = element("span", "held")
  const armed = element("ul", "armed")
  const kind = element("select", "", ...Object.keys(faults).map((words) => element("option", "", words)))
  const arm = button("Arm", "Arm a fault for " + title, () => change(name + "/faults", { method: "POST", body: JSON.stringify({ fault: faults[kind.value] }) }))
  const back = button("Take back", "Take back the faults of " + title, () => change(name + "/faults", { method: "DELETE" }))
  const reset = button("Reset", "Reset " + title, () => confirm("Back to the seed: what " + title + " holds and was asked is forgotten.") && change(name + "/reset", { method: "POST" }))
  const curl = baseUrl.startsWith("https") ? "curl --insecure " : "curl "
  titles[name] = title
  cards.set(name, (state) => {
    write(held, count(state.held, "customer"))
    const rules = state.armed.map(({ fault, operation, times, after }) =>
      fault + ": " + (after ? "after " + after + ", " : "") + "the next " + (times === 1 ? "" : times + " ") + (operation ?? (times === 1 ? "request" : "requests")))
    armed.replaceChildren(...rules.slice(0, 5).map((rule) => element("li", "", rule)), ...(rules.length > 5 ? [element("li", "", "and " + (rules.length - 5) + " more")] : []))
    back.disabled = rules.length === 0
  })
  return element("section", "panel",
    element("h2", "", title, held),
    element("dl", "", copyable(title, "address", baseUrl), ...keys.map((key) => copyable(title, key.name, key.value)), copyable(title, "first request", curl + baseUrl + first)),
    element("label", "", "The next request ", kind), armed, element("div", "acts", arm, back, reset))
}

// a row that shows more of it when it is opened
const opening = (load, ...shown) => {
  const more = element("div")
  const details = element("details", "", element("summary", "", ...shown), more)
  const refresh = async () => {
    if (!details.open) return
    const parts = await load().catch(() => [])
    parts.forEach(([title, text], at) => {
      if (!more.children[at]) more.append(element("div", "part", element("p"), element("pre", "", element("bdi"))))
      write(more.children[at].querySelector("p"), title)
      write(more.children[at].querySelector("bdi"), text)
    })
  }
  details.addEventListener("toggle", refresh)
  return { node: element("li", "", details), refresh }
}

const pretty = (text) => {
  try { return JSON.stringify(JSON.parse(text), null, 2) } catch { return text }
}

const message = ({ target, headers, body }) =>
  [target, ...Object.entries(headers).map(([name, value]) => name + ": " + value), "", pretty(body)].join("\\n")

const statusOf = ({ status, millis }) => (status !== null ? String(status) : millis === null ? "waiting" : "no answer")
const kindOf = ({ status, millis }) => (status === null ? (millis === null ? "waiting" : "bad") : status >= 500 ? "bad" : status >= 400 ? "refused" : "good")

const request = ({ id, at, provider, method, path }) => {
  const [status, took, fault] = ["status", "took mono", "fault"].map((name) => element("span", name))
  const load = async () => {
    const told = await (await ask("/_page/request?id=" + id)).json()
    return told === null ? [] : [["Sent", message(told.sent)], ["Answered", told.answered ? message(told.answered) : "nothing"]]
  }
  const row = opening(load, element("span", "time mono", new Date(at).toLocaleTimeString([], { hour12: false })),
    element("span", "name", titles[provider]), element("span", "method mono", method), element("bdi", "path mono", path), status, took, fault)
  return { node: row.node, update: (now) => {
    const isNew = status.textContent !== statusOf(now)
    write(status, statusOf(now))
    status.className = "status mono " + kindOf(now)
    write(took, now.millis === null ? "" : now.millis + " ms")
    write(fault, now.fault ?? "")
    fault.hidden = !now.fault
    if (isNew) row.refresh()
  } }
}

const customer = ({ id, provider, shown }) => {
  const [who, mode] = [element("bdi", "who"), element("span", "mode")]
  const load = async () => [["Held", JSON.stringify(await (await ask("/_page/customer?id=" + encodeURIComponent(id))).json(), null, 2)]]
  const row = opening(load, who, mode, element("span", "name", titles[provider]), element("bdi", "id mono", shown))
  return { node: row.node, update: (now) => {
    write(who, now.who || "no e-mail, no name")
    write(mode, now.mode ? now.mode + " mode" : "")
    mode.className = "mode " + (now.mode ?? "none")
    row.refresh()
  } }
}

// rows are kept by their id, and stay where they are: focus, selection and what is open survive
const keyed = (list, make) => {
  const kept = new Map()
  return (rows) => {
    for (const [id, { node }] of kept) if (!rows.some((row) => row.id === id)) { node.remove(); kept.delete(id) }
    let at = list.firstElementChild
    for (const row of rows) {
      if (!kept.has(row.id)) kept.set(row.id, make(row))
      const { node, update } = kept.get(row.id)
      update(row)
      if (node === at) at = at.nextElementSibling
      else list.insertBefore(node, at)
    }
  }
}
const [showRequests, showCustomers] = [keyed(byId("requests"), request), keyed(byId("customers"), customer)]

const none = (id, shown, all, what, hint) =>
  write(byId(id), all > shown ? "The newest " + shown + " of " + count(all, what) + " are shown: search finds the others." : shown > 0 ? "" : byId("q").value.trim() || byId("provider").value ? "No " + what + " fits." : hint)

const show = (state) => {
  for (const one of state.providers) cards.get(one.name)?.(one)
  showRequests(state.requests)
  showCustomers(state.customers)
  none("noRequests", state.requests.length, state.asked, "request", "Nothing was asked yet: copy a first request from a card into a terminal.")
  none("noCustomers", state.customers.length, state.found, "customer", "Nobody yet: a request that creates a customer, or --seed, brings some.")
}

const link = (className, text) => {
  document.body.className = className
  write(byId("link"), text)
}

const restarted = async () => {
  const all = await (await ask("/_page/cards")).json()
  showRequests([])
  showCustomers([])
  byId("cards").replaceChildren(...all.map(card))
  byId("provider").append(...all.slice(byId("provider").length - 1).map(({ name, title }) => new Option(title, name)))
}

const poll = async () => {
  clearTimeout(timer)
  const mine = ++turn
  try {
    const filter = new URLSearchParams({ since, q: byId("q").value, provider: byId("provider").value })
    const response = await ask("/_page/state?" + filter)
    const state = response.status === 200 ? await response.json() : undefined
    if (mine !== turn) return
    if (state) {
      const [begun] = state.version.split(" ")
      const again = start !== undefined && start !== begun
      if (start !== begun) await restarted()
      if (mine !== turn) return
      start = begun
      since = state.version
      show(state)
      link("on", again ? "connected; restarted at " + new Date().toLocaleTimeString([], { hour12: false }) : "connected")
    } else if (document.body.className !== "on") link("on", "connected")
  } catch {
    if (mine !== turn) return
    since = ""
    link("off", missing ? "open the address that was printed at start: a token is in it" : "the emulator does not answer: what is here is old")
  }
  timer = setTimeout(poll, 1000)
}
for (const id of ["q", "provider"]) byId(id).addEventListener("input", () => { since = ""; poll() })
poll()
`
