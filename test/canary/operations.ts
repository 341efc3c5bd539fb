/** Every operation of every provider, native and neutral. */
import * as BePaid from "./operations/bepaid.js"
import * as Omise from "./operations/omise.js"
import type { Operation } from "./operations/operation.js"
import * as Stancer from "./operations/stancer.js"

export type { Operation } from "./operations/operation.js"

/** The layers whose operations they are. */
export const layers = {
  bepaid: BePaid.layer,
  omise: Omise.layer,
  stancer: Stancer.layer,
  stancerV2: Stancer.layerV2
}

export const operations: ReadonlyArray<Operation> = [
  ...BePaid.bepaid,
  ...Omise.omise,
  ...Stancer.stancer,
  ...Stancer.stancerV2
]
