/**
 * What is refused before it is sent, by each version of Stancer's API. The limits bind what is sent, never what is
 * received.
 */
import * as Option from "effect/Option"
import * as Result from "#line/Result"
import type { FieldErrors, InvalidInput } from "../../CustomersError.js"
import type { Operation } from "../../wire/invalidInput.js"
import { invalidInput } from "../../wire/invalidInput.js"
import type { Mode } from "../../wire/mode.js"
import type { CreateInput, UpdateInput } from "./customer.js"
import { neutralNames } from "./errors.js"

type CreateBody = typeof CreateInput.Encoded
type UpdateBody = typeof UpdateInput.Encoded

interface Length {
  readonly field: "email" | "mobile" | "name" | "external_id"
  readonly least: number
  readonly most: number
}

export interface Version {
  readonly name: "v1" | "v2"
  readonly lengths: ReadonlyArray<Length>
  /** Fields that the other version has. */
  readonly unknown: ReadonlyArray<keyof CreateBody>
}

export const v1: Version = {
  name: "v1",
  lengths: [
    { field: "email", least: 5, most: 64 },
    { field: "mobile", least: 8, most: 16 },
    // The documentation says 4; Stancer's PHP SDK was lowered to 3 to match what the API takes.
    { field: "name", least: 3, most: 64 },
    // Not in the documentation; the limit of all three of Stancer's SDKs.
    { field: "external_id", least: 0, most: 36 }
  ],
  unknown: ["country", "billing_address", "shipping_address", "date_birth", "legal_id"]
}

export const v2: Version = {
  name: "v2",
  lengths: [
    { field: "email", least: 0, most: 64 },
    // no least is documented for the two
    { field: "mobile", least: 0, most: 16 },
    { field: "name", least: 0, most: 64 },
    { field: "external_id", least: 1, most: 36 }
  ],
  unknown: ["live_mode"]
}

/** Counted by code point: an emoji is one. */
const fits = (value: string, { least, most }: Length): boolean => {
  const { length } = Array.from(value)
  return length >= least && length <= most
}

const lengthErrors = (version: Version, body: UpdateBody): FieldErrors =>
  Object.fromEntries(
    version.lengths.flatMap((length) => {
      const { field, least, most } = length
      const value = body[field]
      if (value === undefined || fits(value, length)) return []
      return [[field, [`must be ${least > 0 ? `${least} to ${most}` : `at most ${most}`} characters long`]]]
    })
  )

const unknownErrors = (version: Version, body: CreateBody): FieldErrors =>
  Object.fromEntries(
    version.unknown
      .filter((field) => body[field] !== undefined)
      .map((field) => [field, [`must be left out: API ${version.name} does not know it`]])
  )

/** Stancer's SDKs ask for one of the two before they send; the documentation calls both optional. */
const reachable = (body: CreateBody): FieldErrors =>
  body.email === undefined && body.mobile === undefined ? { base: ["must have an email or a mobile"] } : {}

const ofMode = (body: CreateBody, mode: Option.Option<Mode>): FieldErrors =>
  body.live_mode !== undefined && Option.exists(mode, (mode) => (mode === "live") !== body.live_mode)
    ? { live_mode: ["must be left out, or be the mode of the secret key"] }
    : {}

const changing = (body: UpdateBody): FieldErrors =>
  Object.keys(body).length === 0 ? { base: ["must have a field to change"] } : {}

const kept = <Body>(of: Operation, body: Body, errors: FieldErrors): Result.Result<Body, InvalidInput> =>
  Object.keys(errors).length === 0
    ? Result.succeed(body)
    : Result.fail(invalidInput(of, errors, neutralNames))

/** @param mode the mode of the key that the call is made with, where the key tells */
export const checkCreate =
  (version: Version, of: Operation, mode: Option.Option<Mode>) =>
  (body: CreateBody): Result.Result<CreateBody, InvalidInput> =>
    kept(of, body, {
      ...reachable(body),
      ...lengthErrors(version, body),
      ...ofMode(body, mode),
      ...unknownErrors(version, body)
    })

export const checkUpdate =
  (version: Version, of: Operation) =>
  (body: UpdateBody): Result.Result<UpdateBody, InvalidInput> =>
    kept(of, body, {
      ...changing(body),
      ...lengthErrors(version, body),
      ...unknownErrors(version, body)
    })
