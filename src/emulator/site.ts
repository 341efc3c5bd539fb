/** Emulators behind one front: a path each, the control endpoint and the page. Plain data in, plain data out. */
import * as Clock from "#line/Clock"
import * as Effect from "#line/Effect"
import * as Exit from "#line/Exit"
import { withoutCardData } from "./cardData.js"
import { controlEndpoint } from "./controlEndpoint.js"
import { type Desk, refusal } from "./desk.js"
import { type EmulatorRequest, type EmulatorResponse, json, segments } from "./http.js"
import { pageFile } from "./page.js"

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

/** A request as the page shows it. */
interface Logged {
  readonly at: number
  readonly provider: string
  readonly method: string
  readonly path: string
  /** None where there was no answer, or nobody to take it. */
  readonly status: number | null
  readonly millis: number
}

const shownRequests = 100
const shownCustomers = 50

/** A key that got into a path or a query is shown by its kind alone. */
const withoutKeys = (text: string): string =>
  text.replaceAll(/(skey_test|pkey_test|skey|pkey|stest|sprod|ptest|pprod)_\w+/g, "$1_…")

const target = ({ path, query }: EmulatorRequest): string =>
  withoutKeys(query.size === 0 ? path : `${path}?${decodeURIComponent(query.toString())}`).slice(0, 500)

/** A browser says where a request comes from: other pages have no business here. */
const isOfAnotherPage = ({ headers }: EmulatorRequest): boolean =>
  ["cross-site", "same-site"].includes(headers["sec-fetch-site"] ?? "")

export const makeSite = (desks: ReadonlyMap<string, Desk>): Site => {
  let log: ReadonlyArray<Logged> = []
  let changes = 0
  let baseUrls: Readonly<Record<string, string>> = {}

  const changed = Effect.sync(() => {
    changes += 1
  })

  /** Another one whenever there is something new to see; a request may be carried out after its client has left. */
  const currentVersion = (): number =>
    [...desks.values()].reduce((sum, desk) => sum + desk.carriedOut(), changes)

  const provider =
    (name: string, desk: Desk): Answerer =>
    (request) =>
      Effect.flatMap(Clock.currentTimeMillis, (at) =>
        Effect.onExit(desk.exchange(request, at), (exit) =>
          Effect.flatMap(Clock.currentTimeMillis, (end) => {
            const status = Exit.isSuccess(exit) ? exit.value.status : null
            const { method } = request
            log = [
              {
                at,
                provider: name,
                method,
                path: target(withoutCardData(request)),
                status,
                millis: end - at
              },
              ...log
            ].slice(0, shownRequests)
            return changed
          })
        )
      )

  const state = (request: EmulatorRequest): EmulatorResponse => {
    const version = currentVersion()
    if (request.query.get("since") === String(version)) return { status: 204, headers: {}, body: "" }
    return json(200, {
      version,
      requests: log,
      providers: [...desks].map(([name, desk]) => ({
        name,
        baseUrl: baseUrls[name],
        held: desk.emulator().count(),
        newest: desk
          .emulator()
          .held(shownCustomers)
          .map(({ shown }) => shown())
      }))
    })
  }

  const control = (request: EmulatorRequest): Effect.Effect<EmulatorResponse> => {
    const [, name = "", ...rest] = segments(request.path)
    const desk = desks.get(name)
    if (desk === undefined) {
      return Effect.succeed(refusal(404, `there is no provider ${name}, but ${[...desks.keys()].join(", ")}`))
    }
    return Effect.tap(controlEndpoint(desk, rest, request), () => changed)
  }

  const front: Answerer = (request) => {
    const [first = "", second = ""] = segments(request.path)
    const desk = desks.get(first)
    if (desk !== undefined) {
      const path = request.path.replace(/^\/+[^/]+/, "")
      return provider(first, desk)({ ...request, path: path === "" ? "/" : path })
    }
    if (isOfAnotherPage(request) && first !== "") {
      return Effect.succeed(refusal(403, "other pages are not let in"))
    }
    if (first === "_control") return control(request)
    if (first === "_page" && second === "state") return Effect.succeed(state(request))
    return Effect.succeed(
      pageFile(request) ??
        refusal(404, `nothing is here: the providers are at ${[...desks.keys()].map((key) => `/${key}`)}`)
    )
  }

  const unbroken =
    (answer: Answerer): Answerer =>
    (request) =>
      Effect.catchDefect(
        Effect.suspend(() => answer(request)),
        () => Effect.succeed(refusal(500, "a bug of the emulator: please report the request"))
      )

  return {
    front: unbroken(front),
    provider: (name) => {
      const desk = desks.get(name)
      return desk === undefined ? front : unbroken(provider(name, desk))
    },
    located: (urls) => {
      baseUrls = urls
    }
  }
}
