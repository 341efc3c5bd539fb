/** What must be listed by hand, since types and bundlers read it, against the registry of providers. */
import { readdirSync } from "node:fs"
import * as Library from "effect-payment-customers"
import * as Emulator from "effect-payment-customers/emulator"
import * as Testing from "effect-payment-customers/testing"
import { assert, describe, it } from "#line/test/vitest"
import { providers, registry } from "../../src/providers/registry.js"
import { manifest } from "../support/manifest.js"

/** `bePaid` is the module `BePaid`. */
const moduleOf = (title: string): string => title.charAt(0).toUpperCase() + title.slice(1)

describe("every provider of the registry, and no other", () => {
  const modules = providers.map((provider) => moduleOf(registry[provider].title))

  it("has a folder", () => {
    const folders = readdirSync(new URL("../../src/providers", import.meta.url)).filter(
      (name) => !name.includes(".")
    )
    assert.sameMembers(folders, [...providers])
  })

  it("has a face, which the index and package.json export", () => {
    const faces = Object.entries(Library).flatMap(([name, face]) =>
      "layer" in face && "make" in face ? [name] : []
    )
    assert.sameMembers(faces, modules)
    for (const module of modules) assert.property(manifest.exports, `./${module}`)
  })

  it("has a test layer and keys at the emulator", () => {
    const layers = Object.keys(Testing).filter((name) => name !== "Fault")
    assert.sameMembers(
      layers,
      modules.map((module) => `${module}Test`)
    )
    assert.sameMembers(Object.keys(Emulator.keys), [...providers])
  })
})
