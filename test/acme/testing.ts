/** Acme without Acme. */
import * as Redacted from "effect/Redacted"
import * as Context from "#line/Context"
import { type Control as ControlService, testLayer } from "../../src/emulator/control.js"
import { makeEmulator } from "./emulator.js"
import * as Acme from "./layers.js"

export class Control extends Context.Service<Control, ControlService>()("test/AcmeTest/Control") {}

export const layer = (secretKey = "acme-key") =>
  testLayer(Control, () => makeEmulator("acme-key"), Acme.layer({ secretKey: Redacted.make(secretKey) }))
