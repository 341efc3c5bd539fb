/** Emulators behind one front: a path each, the control endpoint and the page. Plain data in, plain data out. */
import * as Effect from "#line/Effect"
import { type Desk, refusal } from "../desk.js"
import { type EmulatorRequest, type EmulatorResponse, segments } from "../http.js"
import { controlEndpoint } from "./controlEndpoint.js"
import type { Guard } from "./guard.js"
import { type Logged, makeLog } from "./log.js"
import { pageFile } from "./page.js"
import { type Card, makePage } from "./pageState.js"

/** Answers a request; where it fails, the connection is to be lost, where it never ends, to be held. */
export type Answerer = (request: EmulatorRequest) => Effect.Effect<EmulatorResponse, Error>

export interface Site {
  /** Everything, by path. */
  readonly front: Answerer
  /** One provider alone, for a port of its own. */
  readonly provider: (name: string) => Answerer
  /** Tells the page where the providers are when they have ports of their own. */
  readonly located: (baseUrls: Readonly<Record<string, string>>) => void
}

export interface SiteOptions {
  readonly desks: ReadonlyMap<string, Desk>
  readonly cards: Readonly<Record<string, Card>>
  readonly guard: Guard
  /** What `/_control` and what the page shows are asked with; none: they are open. */
  readonly token?: string | undefined
  /** Hides keys. */
  readonly hide: (text: string) => string
  /** Told of each request to a provider when it ends. */
  readonly onRequest?: ((entry: Logged) => void) | undefined
}

/** How much is remembered of a body, in characters. */
export const bodyRemembered = 10_000

const noToken = refusal(
  401,
  "authorization: Bearer and the token are needed here; the token was printed at start"
)

export const makeSite = ({ desks, cards, guard, token, hide, onRequest }: SiteOptions): Site => {
  let changes = 0
  let baseUrls: Readonly<Record<string, string>> = {}
  // a restart begins to count anew, and must not be taken for what was before it
  const start = crypto.randomUUID()
  const changed = () => {
    changes += 1
  }
  const log = makeLog({ remembered: 200, bodyRemembered, onChange: changed, onEnd: onRequest })
  const page = makePage({
    desks,
    cards,
    log,
    // a request may be carried out after its client has left
    version: () => `${start} ${[...desks.values()].reduce((sum, desk) => sum + desk.carriedOut(), changes)}`,
    baseUrl: (name) => baseUrls[name]
  })

  const hidden = (response: EmulatorResponse): EmulatorResponse => ({
    ...response,
    body: hide(response.body)
  })

  const provider =
    (name: string, desk: Desk): Answerer =>
    (request) =>
      log.exchange(name, desk, request)

  const control = (request: EmulatorRequest): Effect.Effect<EmulatorResponse> => {
    const [, name = "", ...rest] = segments(request.path)
    const desk = desks.get(name)
    if (desk === undefined) {
      return Effect.succeed(refusal(404, `there is no provider ${name}, but ${[...desks.keys()].join(", ")}`))
    }
    return Effect.map(controlEndpoint(desk, rest, request), (response) => {
      if (request.method === "POST" && rest[0] === "reset") log.forget(name)
      changed()
      return hidden(response)
    })
  }

  const ofPage = (request: EmulatorRequest, name: string): EmulatorResponse | undefined => {
    if (name === "cards") return page.cards()
    const told = page.told.get(name)
    return told && hidden(told(request))
  }

  const front: Answerer = (request) => {
    const [first = "", second = ""] = segments(request.path)
    const desk = desks.get(first)
    if (desk !== undefined) {
      const path = request.path.replace(/^\/+[^/]+/, "")
      return provider(first, desk)({ ...request, path: path === "" ? "/" : path })
    }
    const file = pageFile(request)
    if (file !== undefined) return Effect.succeed(file)
    const isOpen = token === undefined || request.headers.authorization === `Bearer ${token}`
    if (first === "_control") return isOpen ? control(request) : Effect.succeed(noToken)
    const shown = first === "_page" ? (isOpen ? ofPage(request, second) : noToken) : undefined
    return Effect.succeed(
      shown ??
        refusal(404, `nothing is here: the providers are at ${[...desks.keys()].map((key) => `/${key}`)}`)
    )
  }

  const guarded =
    (answer: Answerer): Answerer =>
    (request) =>
      Effect.catchDefect(
        Effect.suspend(() => {
          const refused = guard(request)
          return refused === undefined ? answer(request) : Effect.succeed(refused)
        }),
        () => Effect.succeed(refusal(500, "a bug of the emulator: please report the request"))
      )

  return {
    front: guarded(front),
    provider: (name) => {
      const desk = desks.get(name)
      return guarded(desk === undefined ? front : provider(name, desk))
    },
    located: (urls) => {
      baseUrls = urls
    }
  }
}
