/** The OpenAPI document of an API that uses these Schemas. */
import * as HttpApi from "effect/http-api/HttpApi"
import * as HttpApiEndpoint from "effect/http-api/HttpApiEndpoint"
import * as HttpApiGroup from "effect/http-api/HttpApiGroup"
import * as HttpApiSchema from "effect/http-api/HttpApiSchema"
import * as OpenApi from "effect/http-api/OpenApi"
import type * as Schema from "effect/Schema"

/** @param errors by their HTTP status */
export const documentOf = (
  successes: ReadonlyArray<Schema.Top>,
  errors: ReadonlyArray<readonly [status: number, error: Schema.Top]>
): object => {
  const error = errors.map(([status, error]) => HttpApiSchema.status(status)(error as never))
  const endpoints = successes.map((success, index) =>
    HttpApiEndpoint.get(`get${index}`, `/${index}`, { success, error } as never)
  )
  const group = HttpApiGroup.make("all").add(...(endpoints as never))
  return OpenApi.fromApi(HttpApi.make("all").add(group) as never)
}
