/** The schedules that charge a customer of Omise, https://docs.omise.co/schedules-api. */
import * as Data from "#line/Data"
import * as Schema from "#line/Schema"
import { masked } from "../../privacy/customer.js"
import { defaulted, received, rows } from "../../wire/fields.js"
import { UtcFromIso } from "../../wire/instants.js"
import { CardId, deletedFlag } from "./card.js"
import { CustomerId } from "./customer.js"
import { JsonData } from "./data.js"

/**
 * The id of a schedule: `schd_test_…` or `schd_…`.
 *
 * @since 0.1.0
 * @category models
 */
export const ScheduleId = Schema.NonEmptyString.pipe(Schema.brand("Omise/ScheduleId"))

/**
 * @since 0.1.0
 * @category models
 */
export type ScheduleId = typeof ScheduleId.Type

/**
 * What a schedule charges each time.
 *
 * @since 0.1.0
 * @category models
 */
export class ScheduledCharge extends masked(
  Schema.Class<ScheduledCharge>("Omise.ScheduledCharge")({
    id: received("id", Schema.String),
    liveMode: received("livemode", Schema.Boolean),
    /** In the smallest unit of the currency. */
    amount: received("amount", Schema.Int),
    /** ISO 4217, in the case that Omise writes. */
    currency: received("currency", Schema.String),
    customer: received("customer", CustomerId),
    /** The card that is charged, also where it is the customer's default one. */
    card: received("card", CardId),
    /** Is it the customer's default card that is charged? */
    defaultCard: received("default_card", Schema.Boolean),
    description: received("description", Schema.String),
    /** Your own data, as it was given. */
    metadata: received("metadata", JsonData),
    createdAt: received("created_at", UtcFromIso)
  })
) {}

const texts = rows(Schema.String)

/**
 * A schedule as Omise returns it, the same for each API version. Every field but `id` may be missing or `null`. Days
 * are texts such as `2025-03-20`: Omise says nothing of their time zone.
 *
 * @since 0.1.0
 * @category models
 */
export class Schedule extends masked(
  Schema.Class<Schedule>("Omise.Schedule")({
    id: ScheduleId,
    liveMode: received("livemode", Schema.Boolean),
    location: received("location", Schema.String),
    deleted: deletedFlag,
    /** `running`, `active`, `expiring`, `expired`, `suspended` or `deleted`, in so far as they are known. */
    status: received("status", Schema.String),
    /** Omise documents no values of it. */
    state: received("state", Schema.String),
    /** Is there more to come of it? */
    active: received("active", Schema.Boolean),
    /** Every so many periods: 3, where it runs every three weeks. */
    every: received("every", Schema.Int),
    /** `day`, `week` or `month`. */
    period: received("period", Schema.String),
    /** On which days of the period, as Omise answers it: `days_of_month`, `weekday_of_month` or `weekdays`. */
    on: received("on", JsonData),
    /** When it runs, in English. */
    inWords: received("in_words", Schema.String),
    /** The time of day at which it runs, as Omise answers it: no form of it is documented. */
    executeTime: received("execute_time", JsonData),
    /** The first day. */
    startOn: received("start_on", Schema.String),
    /** The last day. */
    endOn: received("end_on", Schema.String),
    /** When it really ended, as Omise writes it. */
    endedAt: received("ended_at", Schema.String),
    /** The days to come, as many as Omise names: 30 at the most. */
    nextOccurrencesOn: defaulted("next_occurrences_on", texts, () => Data.array([])),
    /** What has come of it: a list, as Omise answers it in the words of the API version. */
    occurrences: received("occurrences", JsonData),
    charge: received("charge", ScheduledCharge),
    /** For a schedule that transfers in place of charging, as Omise answers it. */
    transfer: received("transfer", JsonData),
    createdAt: received("created_at", UtcFromIso)
  })
) {}
