/** The schedules of a customer, as a part of Omise's service. */
import type * as Effect from "#line/Effect"
import type * as Stream from "#line/Stream"
import type { CommonError, NotFound, ValidationFailed } from "../../CustomersError.js"
import { streamOf } from "../../call/paging.js"
import type { Pipeline } from "../../call/pipeline.js"
import * as calls from "./calls.js"
import { endpoints } from "./endpoints.js"
import { listing } from "./listing.js"
import type { Mode } from "./mode.js"
import type { ListOptions } from "./options.js"
import type { SchedulePage } from "./pages.js"
import type { Schedule } from "./schedule.js"

/**
 * What `schedules.list` and `schedules.stream` can fail with.
 *
 * @since 0.1.0
 * @category errors
 */
export type ScheduleListError = ValidationFailed | NotFound | CommonError

/**
 * The schedules that charge a customer.
 *
 * @since 0.1.0
 * @category models
 */
export interface Schedules {
  /**
   * One page of the schedules of a customer.
   *
   * Fails with `NotFound` for an unknown customer, with `ValidationFailed` when the id can't be a customer's
   * (`errors.id`) or an option breaks its rule; then nothing was sent.
   */
  readonly list: (customerId: string, options?: ListOptions) => Effect.Effect<SchedulePage, ScheduleListError>
  /** All schedules of a customer from `offset` on, one by one; pages are asked for as they are needed. */
  readonly stream: (customerId: string, options?: ListOptions) => Stream.Stream<Schedule, ScheduleListError>
}

/** @param mode the mode of the key, where the key tells */
export const makeSchedules = ({ run }: Pipeline, mode: Mode | undefined): Schedules => {
  const list = (customerId: string, options: ListOptions = {}) =>
    run(calls.listSchedules(customerId, options, mode))
  return {
    list,
    stream: (customerId, options = {}) =>
      streamOf(
        listing(
          endpoints["schedules.list"],
          options,
          (options) => list(customerId, options),
          ({ schedules }) => schedules
        )
      )
  }
}
