/** What can be asked of the emulators, as the clients' methods are named: listed once, for faults and what is seen. */
import { type EmulatorRequest, segments } from "./http.js"

const operations = {
  "POST customers": "create",
  "GET customers": "list",
  "GET customers :id": "retrieve",
  "PATCH customers :id": "update",
  "DELETE customers :id": "delete",
  "GET search": "search",
  "GET customers :id cards": "cards.list",
  "GET customers :id cards :id": "cards.retrieve",
  "PATCH customers :id cards :id": "cards.update",
  "DELETE customers :id cards :id": "cards.delete",
  "GET customers :id schedules": "schedules.list",
  "POST tokens": "tokens.create",
  "GET tokens :id": "tokens.retrieve"
}

export const names: ReadonlyArray<string> = Object.values(operations)

const byPattern: ReadonlyMap<string, string> = new Map(Object.entries(operations))

/** The operation of a request, if it is one. */
export const operationOf = ({
  method,
  path
}: Pick<EmulatorRequest, "method" | "path">): string | undefined => {
  const [collection, ...rest] = segments(path).filter((segment) => !/^v\d$/.test(segment))
  // ids and the names of collections take turns
  const pattern = rest.map((segment, place) => (place % 2 === 0 ? ":id" : segment))
  return byPattern.get([method, collection, ...pattern].join(" "))
}
