/**
 * An HTTP server over whatever provider is injected: sign-up, profile, erase on request. It can't be given bePaid,
 * which does not delete.
 */
import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Customers from "effect-payment-customers/Customers"
import type * as CustomersError from "effect-payment-customers/CustomersError"

// What the world sees. The tags differ from the library's, so that no handler can mix the two up.
class PleaseCorrect extends Schema.TaggedError<PleaseCorrect>()(
  "PleaseCorrect",
  { fields: Schema.Record({ key: Schema.String, value: Schema.Array(Schema.String) }) },
  HttpApiSchema.annotations({ status: 422 })
) {}
class NoSuchCustomer extends Schema.TaggedError<NoSuchCustomer>()(
  "NoSuchCustomer",
  {},
  HttpApiSchema.annotations({ status: 404 })
) {}
class TryLater extends Schema.TaggedError<TryLater>()(
  "TryLater",
  {},
  HttpApiSchema.annotations({ status: 503 })
) {}
class OurFault extends Schema.TaggedError<OurFault>()(
  "OurFault",
  {},
  HttpApiSchema.annotations({ status: 500 })
) {}

const Profile = Schema.Struct({ id: Schema.String, email: Schema.optional(Schema.String) })
const id = HttpApiSchema.param("id", Schema.String)

const api = HttpApi.make("shop").add(
  HttpApiGroup.make("customers")
    .add(
      HttpApiEndpoint.post("signUp", "/customers")
        .setPayload(Schema.Struct({ email: Schema.String, name: Schema.optional(Schema.String) }))
        .addSuccess(Profile, { status: 201 })
        .addError(PleaseCorrect)
    )
    .add(HttpApiEndpoint.get("profile")`/customers/${id}`.addSuccess(Profile).addError(NoSuchCustomer))
    .add(HttpApiEndpoint.del("erase")`/customers/${id}`.addError(NoSuchCustomer))
    .addError(TryLater)
    .addError(OurFault)
)

const toProfile = ({ id, email }: Customers.Customer) => ({ id, email: Option.getOrUndefined(email) })

const noSuchCustomer = () => Effect.fail(new NoSuchCustomer())

const tryLater = ({
  retryAfter = Duration.seconds(1)
}: {
  readonly retryAfter?: Duration.Duration | undefined
}) => {
  const seconds = String(Math.ceil(Duration.toSeconds(retryAfter)))
  return HttpApp.appendPreResponseHandler((_, response) =>
    Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", seconds))
  ).pipe(Effect.zipRight(Effect.fail(new TryLater())))
}

/** What the visitor can do nothing about. The log may have the error: it prints no key and nothing of the customer. */
const ourFault = (error: CustomersError.CustomersError) =>
  Effect.zipRight(Effect.logError(error), Effect.fail(new OurFault()))

/** What every operation can fail with: a key that is not accepted is our fault, not the visitor's. */
const common = {
  RateLimited: tryLater,
  // of a sign-up whose outcome is "Unknown" there may be a customer: look for one before you create another
  Unavailable: () => tryLater({}),
  Unauthorized: ourFault,
  Forbidden: ourFault,
  UnexpectedResponse: ourFault
}

const handlers = HttpApiBuilder.group(api, "customers", (handlers) =>
  handlers
    .handle("signUp", ({ payload, request }) => {
      // behind a proxy `HttpMiddleware.xForwardedHeaders` makes this the visitor's address
      const ip = Option.getOrElse(request.remoteAddress, () => "")
      return Customers.create({ ...payload, ip }).pipe(
        Effect.map(toProfile),
        Effect.catchTags({
          ...common,
          ValidationFailed: ({ errors }) => Effect.fail(new PleaseCorrect({ fields: errors })),
          Conflict: () => Effect.fail(new PleaseCorrect({ fields: { email: ["is taken"] } }))
        })
      )
    })
    .handle("profile", ({ path }) =>
      Customers.retrieve(path.id).pipe(
        Effect.map(toProfile),
        Effect.catchTags({ ...common, NotFound: noSuchCustomer, ValidationFailed: noSuchCustomer })
      )
    )
    .handle("erase", ({ path }) =>
      Customers.delete(path.id).pipe(
        Effect.catchTags({ ...common, NotFound: noSuchCustomer, ValidationFailed: noSuchCustomer })
      )
    )
)

/** Served by `HttpApiBuilder.serve()` or `HttpApiBuilder.toWebHandler`, over the layer of a provider. */
export const ShopApi: Layer.Layer<
  HttpApi.Api,
  never,
  Customers.Create | Customers.Retrieve | Customers.Delete
> = Layer.provide(HttpApiBuilder.api(api), handlers)
