/** The OpenAPI document of an API that uses these Schemas. */
import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as OpenApi from "@effect/platform/OpenApi"
import type * as Schema from "effect/Schema"

/** @param errors by their HTTP status */
export const documentOf = (
  successes: ReadonlyArray<Schema.Schema.AnyNoContext>,
  errors: ReadonlyArray<readonly [status: number, error: Schema.Schema.AnyNoContext]>
): object => {
  const endpoints = successes.map((success, index) =>
    errors.reduce(
      (endpoint, [status, error]) => endpoint.addError(error, { status }),
      HttpApiEndpoint.get(`get${index}`, `/${index}`).addSuccess(
        success
      ) as unknown as HttpApiEndpoint.HttpApiEndpoint.AnyWithProps
    )
  )
  const group = endpoints.reduce(
    (group, endpoint) => group.add(endpoint) as never,
    HttpApiGroup.make("all") as unknown as HttpApiGroup.HttpApiGroup<
      "all",
      HttpApiEndpoint.HttpApiEndpoint.Any
    >
  )
  return OpenApi.fromApi(HttpApi.make("all").add(group) as never)
}
