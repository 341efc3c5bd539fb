/**
 * An HTTP server over whatever provider is injected: whoever is signed in
 * signs up, sees and erases their own customer. It can't be given bePaid,
 * which does not delete.
 */
import * as HttpApi from "@effect/platform/HttpApi"
import * as HttpApiBuilder from "@effect/platform/HttpApiBuilder"
import * as HttpApiEndpoint from "@effect/platform/HttpApiEndpoint"
import * as HttpApiGroup from "@effect/platform/HttpApiGroup"
import * as HttpApiMiddleware from "@effect/platform/HttpApiMiddleware"
import * as HttpApiSchema from "@effect/platform/HttpApiSchema"
import * as HttpApiSecurity from "@effect/platform/HttpApiSecurity"
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import type * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import * as Customers from "effect-payment-customers/Customers"
import * as CustomersError from "effect-payment-customers/CustomersError"

/**
 * Who is signed in: your sessions. It gives the user's id, which no visitor
 * can choose.
 */
export class Sessions extends Context.Tag("shop/Sessions")<
  Sessions,
  {
    readonly userOf: (
      token: Redacted.Redacted
    ) => Effect.Effect<Option.Option<string>>
  }
>() {}

/** Which customer belongs to which user: your database. */
export class Profiles extends Context.Tag("shop/Profiles")<
  Profiles,
  {
    readonly customerOf: (
      userId: string
    ) => Effect.Effect<Option.Option<string>>
    readonly keep: (
      userId: string,
      customerId: string
    ) => Effect.Effect<void>
    readonly forget: (userId: string) => Effect.Effect<void>
  }
>() {
  static readonly inMemory = Layer.sync(Profiles, () => {
    const customers = new Map<string, string>()
    return {
      customerOf: (userId) =>
        Effect.sync(() => Option.fromNullable(customers.get(userId))),
      keep: (userId, customerId) =>
        Effect.sync(() => void customers.set(userId, customerId)),
      forget: (userId) => Effect.sync(() => void customers.delete(userId))
    }
  })
}

// What the world sees. The tags differ from the library's, so that no
// handler can mix the two up.
class PleaseSignIn extends Schema.TaggedError<PleaseSignIn>()(
  "PleaseSignIn",
  {},
  HttpApiSchema.annotations({ status: 401 })
) {}
class PleaseCorrect extends Schema.TaggedError<PleaseCorrect>()(
  "PleaseCorrect",
  { fields: Schema.Record({ key: Schema.String, value: Schema.String }) },
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

class CurrentUser extends Context.Tag("shop/CurrentUser")<
  CurrentUser,
  { readonly id: string }
>() {}

class SignedIn extends HttpApiMiddleware.Tag<SignedIn>()("shop/SignedIn", {
  security: { bearer: HttpApiSecurity.bearer },
  provides: CurrentUser,
  failure: PleaseSignIn
}) {}

const Profile = Schema.Struct({
  email: Schema.optional(Schema.String),
  name: Schema.optional(Schema.String)
})
const Made = Schema.Struct({
  ...Profile.fields,
  created: Schema.Literal(true)
})
const Found = Schema.Struct({
  ...Profile.fields,
  created: Schema.Literal(false)
})

const api = HttpApi.make("shop").add(
  HttpApiGroup.make("me")
    .add(
      HttpApiEndpoint.post("signUp", "/me")
        .setPayload(
          Schema.Struct({
            email: Schema.String,
            name: Schema.optional(Schema.String)
          })
        )
        .addSuccess(Made, { status: 201 })
        .addSuccess(Found)
        .addError(PleaseCorrect)
    )
    .add(
      HttpApiEndpoint.get("profile", "/me")
        .addSuccess(Profile)
        .addError(NoSuchCustomer)
    )
    .add(HttpApiEndpoint.del("erase", "/me").addError(NoSuchCustomer))
    .addError(TryLater)
    .addError(OurFault)
    .middleware(SignedIn)
)

const toProfile = ({ email, name }: Customers.Customer) => ({
  email: Option.getOrUndefined(email),
  name: Option.getOrUndefined(name)
})

const tryLater = ({
  retryAfter = Duration.seconds(1)
}: {
  readonly retryAfter?: Duration.Duration | undefined
}) => {
  const seconds = String(Math.ceil(Duration.toSeconds(retryAfter)))
  return HttpApp.appendPreResponseHandler((_, response) =>
    Effect.succeed(
      HttpServerResponse.setHeader(response, "retry-after", seconds)
    )
  ).pipe(Effect.zipRight(Effect.fail(new TryLater())))
}

/**
 * What the visitor can do nothing about. The log may have the error: it
 * prints no key and nothing of the customer.
 */
const ourFault = (error: CustomersError.CustomersError) =>
  Effect.zipRight(Effect.logError(error), Effect.fail(new OurFault()))

/**
 * What the shop says of what the visitor has typed, or of what concerns no
 * field: the provider's words are not shown, since they may name fields and
 * rules that the visitor does not know.
 */
const ourWords = {
  email: "we can't use this address",
  name: "we can't use this name",
  base: "we can't use what you have typed"
}

const pleaseCorrect = (error: CustomersError.ValidationFailed) => {
  const refused = CustomersError.neutralErrors(error)
  const fields = Record.filter(ourWords, (_, field) => field in refused)
  return Record.isEmptyRecord(fields)
    ? ourFault(error)
    : Effect.fail(new PleaseCorrect({ fields }))
}

/**
 * What every operation can fail with: a key that is not accepted is our
 * fault, not the visitor's.
 */
const common = {
  RateLimited: tryLater,
  // A visitor who obeys signs up again: `ensure` then finds what the
  // sign-up before may have made.
  Unavailable: () => tryLater({}),
  Unauthorized: ourFault,
  Forbidden: ourFault,
  UnexpectedResponse: ourFault
}

/** The provider's id for the customer of whoever is signed in. */
const ownId = Effect.gen(function* () {
  const { id } = yield* CurrentUser
  const { customerOf } = yield* Profiles
  return yield* Effect.mapError(
    Effect.flatten(customerOf(id)),
    () => new NoSuchCustomer()
  )
})

/** The customer of whoever is signed in. */
const own = Effect.flatMap(ownId, (customerId) =>
  Customers.retrieve(customerId).pipe(
    Effect.catchTags({
      ...common,
      NotFound: () => new NoSuchCustomer(),
      ValidationFailed: ourFault
    })
  )
)

/**
 * Sends what was typed with the user's id, so that a repeated sign-up is
 * the same customer.
 */
const ensureOwn = (typed: {
  readonly email: string
  readonly name?: string | undefined
  readonly ip: string
}) =>
  Effect.gen(function* () {
    const { id } = yield* CurrentUser
    const { keep } = yield* Profiles
    const { customer, created } = yield* Customers.ensure({
      ...typed,
      externalId: id
    }).pipe(
      // a visitor does not wait for longer; the next sign-up goes on where
      // this one has left
      Customers.withOptions({ deadline: "10 seconds" }),
      Effect.catchTags({
        ...common,
        ValidationFailed: pleaseCorrect,
        Conflict: () =>
          Effect.fail(
            new PleaseCorrect({ fields: { email: ourWords.email } })
          )
      })
    )
    yield* keep(id, customer.id)
    return { ...toProfile(customer), created }
  })

const handlers = HttpApiBuilder.group(api, "me", (handlers) =>
  handlers
    .handle("signUp", ({ payload, request }) => {
      // behind a proxy `HttpMiddleware.xForwardedHeaders` makes this the
      // visitor's address
      const ip = Option.getOrElse(request.remoteAddress, () => "")
      return own.pipe(
        Effect.map((customer) => ({
          ...toProfile(customer),
          created: false as const
        })),
        // With Stancer's API v1 all that was typed is the key: a sign-up
        // that was not answered must be repeated unchanged
        Effect.catchTag("NoSuchCustomer", () =>
          ensureOwn({ ...payload, ip })
        )
      )
    })
    .handle("profile", () => Effect.map(own, toProfile))
    .handle("erase", () =>
      Effect.gen(function* () {
        yield* Effect.flatMap(ownId, Customers.delete).pipe(
          // a customer that is gone already is as good as one that was
          // deleted now
          Effect.catchTags({
            ...common,
            NotFound: () => Effect.void,
            ValidationFailed: ourFault
          })
        )
        const { id } = yield* CurrentUser
        yield* Effect.flatMap(Profiles, ({ forget }) => forget(id))
      })
    )
)

const SignedInLive = Layer.effect(
  SignedIn,
  Effect.map(Sessions, ({ userOf }) => ({
    bearer: (token) =>
      userOf(token).pipe(
        Effect.flatten,
        Effect.mapBoth({
          onFailure: () => new PleaseSignIn(),
          onSuccess: (id) => ({ id })
        })
      )
  }))
)

/**
 * Served by `HttpApiBuilder.serve()` or `HttpApiBuilder.toWebHandler`, over
 * the layer of a provider. Several servers, or one that may be killed, want
 * a service of turns beside it: docs/ensure.md.
 */
export const ShopApi: Layer.Layer<
  HttpApi.Api,
  never,
  | Customers.Ensure
  | Customers.Retrieve
  | Customers.Delete
  | Sessions
  | Profiles
> = HttpApiBuilder.api(api).pipe(
  Layer.provide(handlers),
  Layer.provide(SignedInLive)
)
