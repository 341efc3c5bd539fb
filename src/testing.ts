/**
 * Test layers: the real clients over in-process emulators. No network, no keys, and they run under TestClock.
 *
 * @module
 * @since 0.1.0
 */

export type { Control, FaultRule, SeenRequest } from "./emulator/control.js"
export * as Fault from "./emulator/faults.js"
export * as BePaidTest from "./providers/bepaid/testing.js"
export * as OmiseTest from "./providers/omise/testing.js"
export * as StancerTest from "./providers/stancer/testing.js"
