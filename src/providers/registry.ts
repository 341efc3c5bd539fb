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
  /**
   * The names that may be printed, separated by blanks: of the fields of its Schemas, and the codes and fields of errors that
   * its documentation shows. Any other name could be what somebody typed.
   */
  readonly names: string
  /** The form of keys that are made to be public: they name an account, they do not authorise. */
  readonly publicKey?: RegExp
  /** The form of secret keys, where they have one. */
  readonly secretKey?: RegExp
}

/**
 * The name of a provider.
 *
 * @since 0.1.0
 * @category models
 */
export type Provider = "bepaid" | "omise" | "stancer"

export const registry: Readonly<Record<Provider, ProviderData>> = {
  bepaid: {
    title: "bePaid",
    ids: [{ kind: "customer id", form: /^cst_/ }],
    names:
      "id customers first_name last_name address city country zip state phone email ip external_id " +
      "plan credit_card token type"
  },
  omise: {
    title: "Omise",
    ids: [
      { kind: "customer id", form: /^cust_test_[0-9a-z]+$/, mode: "test" },
      { kind: "customer id", form: /^cust_[0-9a-z]{19}$/, mode: "live" },
      { kind: "card id", form: /^card_/ },
      { kind: "card token", form: /^tokn_/ }
    ],
    names:
      "id email description card metadata linked_account default_card name expiration_month expiration_year postal_code " +
      "city offset limit from to order query filters page per_page scope " +
      "authentication_failure backend_error bad_request documents_locked invalid_card invalid_card_token invalid_filter " +
      "invalid_filters invalid_page invalid_scope locked_out missing_card not_found used_token",
    publicKey: /^pkey_/,
    secretKey: /^skey_/
  },
  stancer: {
    title: "Stancer",
    ids: [{ kind: "customer id", form: /^cust_[0-9A-Za-z]{24}$/ }],
    names:
      "id email mobile name external_id country billing_address shipping_address date_birth legal_id live_mode created " +
      "start limit invalid_request_error",
    publicKey: /^p(test|prod)_/,
    secretKey: /^s(test|prod)_/
  }
}

export const providers = Object.keys(registry) as ReadonlyArray<Provider>
