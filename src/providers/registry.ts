/** What is known of the providers as data, for every room that lists them or tells one from another. It imports nothing. */

/** The form of an id, as the documentation shows it; none of the providers promises to keep its own. */
interface IdForm {
  readonly kind: "customer id" | "card id" | "card token"
  readonly form: RegExp
  /** What the form says of test or live data. */
  readonly mode?: "test" | "live"
}

interface ProviderData {
  /** The name as the provider writes it. */
  readonly title: string
  readonly ids: ReadonlyArray<IdForm>
  /** The form of keys that are made to be public: they name an account, they do not authorise. */
  readonly publicKey?: RegExp
}

/**
 * @since 0.1.0
 * @category models
 */
export type Provider = "bepaid" | "omise" | "stancer"

export const registry: Readonly<Record<Provider, ProviderData>> = {
  bepaid: { title: "bePaid", ids: [{ kind: "customer id", form: /^cst_/ }] },
  omise: {
    title: "Omise",
    ids: [
      { kind: "customer id", form: /^cust_test_[0-9a-z]+$/, mode: "test" },
      { kind: "customer id", form: /^cust_[0-9a-z]{19}$/, mode: "live" },
      { kind: "card id", form: /^card_/ },
      { kind: "card token", form: /^tokn_/ }
    ],
    publicKey: /^pkey_/
  },
  stancer: {
    title: "Stancer",
    ids: [{ kind: "customer id", form: /^cust_[0-9A-Za-z]{24}$/ }],
    publicKey: /^p(test|prod)_/
  }
}

export const providers = Object.keys(registry) as ReadonlyArray<Provider>
