/** A provider's calls as a table: a row says method, path and the failures that it may have beside those of every call. */
import type { Operation } from "../wire/invalidInput.js"

/** Failures that only some operations have, beside `CommonError`. */
export type Expected = "NotFound" | "ValidationFailed" | "Conflict"

type Method = "GET" | "POST" | "PATCH" | "DELETE"

export interface Endpoint<X extends Expected> extends Operation {
  readonly method: Method
  /** The path with its parameters named, such as `/customers/:id`. */
  readonly template: string
  readonly expects: ReadonlyArray<X>
  /** Does sending it twice do no more than sending it once? */
  readonly repeatable: boolean
}

type Row = readonly [call: `${Method} /${string}`, ...expects: ReadonlyArray<Expected>]

type Rows = Readonly<Record<string, Row>>

/** The rows by their operations. A `POST` is sent once, anything else may be repeated. */
export const endpointsOf = <const Table extends Rows>(
  provider: string,
  table: Table
): { readonly [Name in keyof Table]: Endpoint<Extract<Table[Name][number], Expected>> } =>
  Object.fromEntries(
    Object.entries(table).map(([operation, [call, ...expects]]) => {
      const [method, template] = call.split(" ")
      return [
        operation,
        {
          provider,
          operation,
          method,
          template,
          expects,
          repeatable: method !== "POST"
        }
      ]
    })
  ) as never
