/** What can be asked of an emulator, named as the client's methods are: the rows of the client's own tables. */
import type { Endpoint, Expected } from "../call/endpoint.js"
import { type Operations, segments } from "./http.js"

type Rows = Readonly<Record<string, Endpoint<Expected>>>

export const operationsOf = (...tables: ReadonlyArray<Rows>): Operations => {
  const rows = tables.flatMap((table) =>
    Object.values(table).map(({ method, operation, template }) => ({
      method,
      operation,
      wanted: segments(template)
    }))
  )
  return {
    names: [...new Set(rows.map(({ operation }) => operation))],
    of: ({ method, path }) => {
      const given = segments(path)
      return rows.find(
        ({ method: by, wanted }) =>
          by === method &&
          wanted.length === given.length &&
          wanted.every((segment, place) => segment.startsWith(":") || segment === given[place])
      )?.operation
    }
  }
}
