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

// What the world sees. The names differ from the library's, and so do the tags: no handler can mix them up.
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
        .setPayload(Schema.Struct({ email: Schema.String, ip: Schema.String }))
        .addSuccess(Profile, { status: 201 })
        .addError(PleaseCorrect)
    )
    .add(HttpApiEndpoint.get("profile")`/customers/${id}`.addSuccess(Profile).addError(NoSuchCustomer))
    .add(HttpApiEndpoint.del("erase")`/customers/${id}`.addError(NoSuchCustomer))
    .addError(TryLater)
    .addError(OurFault)
)

const toProfile = ({ id, email }: Customers.Customer) => ({ id, email: Option.getOrUndefined(email) })

const retryAfter = (duration: Duration.Duration) =>
  HttpApp.appendPreResponseHandler((_, response) =>
    Effect.succeed(
      HttpServerResponse.setHeader(response, "retry-after", String(Math.ceil(Duration.toSeconds(duration))))
    )
  )

/** What every operation can fail with: the provider's refusal of our key is our fault, not the visitor's. */
const common = {
  RateLimited: (error: CustomersError.RateLimited) =>
    Effect.zipRight(retryAfter(error.retryAfter ?? Duration.seconds(1)), Effect.fail(new TryLater())),
  Unavailable: () => Effect.fail(new TryLater()),
  Unauthorized: () => Effect.fail(new OurFault()),
  Forbidden: () => Effect.fail(new OurFault()),
  UnexpectedResponse: () => Effect.fail(new OurFault())
}

const handlers = HttpApiBuilder.group(api, "customers", (handlers) =>
  Effect.gen(function* () {
    const create = yield* Customers.Create
    const retrieve = yield* Customers.Retrieve
    const remove = yield* Customers.Delete
    const noSuchCustomer = () => Effect.fail(new NoSuchCustomer())
    return handlers
      .handle("signUp", ({ payload }) =>
        create.create(payload).pipe(
          Effect.map(toProfile),
          Effect.catchTags({
            ...common,
            ValidationFailed: ({ errors }) => Effect.fail(new PleaseCorrect({ fields: errors })),
            Conflict: () => Effect.fail(new PleaseCorrect({ fields: { email: ["is taken"] } }))
          })
        )
      )
      .handle("profile", ({ path }) =>
        retrieve
          .retrieve(path.id)
          .pipe(
            Effect.map(toProfile),
            Effect.catchTags({ ...common, ValidationFailed: noSuchCustomer, NotFound: noSuchCustomer })
          )
      )
      .handle("erase", ({ path }) =>
        remove
          .delete(path.id)
          .pipe(Effect.catchTags({ ...common, ValidationFailed: noSuchCustomer, NotFound: noSuchCustomer }))
      )
  })
)

export const ShopApi: Layer.Layer<
  HttpApi.Api,
  never,
  Customers.Create | Customers.Retrieve | Customers.Delete
> = Layer.provide(HttpApiBuilder.api(api), handlers)
