/**
 * Bundle sizes, minified and gzipped by esbuild. What a provider adds depends on what the app has already, so it is said
 * for three: one that holds all of Effect, one with all of the four modules, and a small one of which much is shaken off.
 */
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import { providers, root } from "./dist.js"

export interface Bundle {
  readonly name: string
  /** Bytes of this package's own code, with effect and @effect/platform left out. */
  readonly own: number
  /** Bytes that the provider adds to an app with all of Effect, Schema, Layer and HttpClient. */
  readonly four: number
  /** Bytes that it adds to an app of one request and one schema. */
  readonly small: number
}

const fourModules = `
  import * as Effect from "effect/Effect"
  import * as Layer from "effect/Layer"
  import * as Schema from "effect/Schema"
  import * as HttpClient from "@effect/platform/HttpClient"
  globalThis.modules = [Effect, Layer, Schema, HttpClient]
`

const smallApp = `
  import * as HttpClient from "@effect/platform/HttpClient"
  import * as Context from "effect/Context"
  import * as Effect from "effect/Effect"
  import * as Layer from "effect/Layer"
  import * as Schema from "effect/Schema"
  const User = Schema.Struct({ id: Schema.String, name: Schema.optional(Schema.String) })
  export class Users extends Context.Tag("Users")() {}
  export const layer = Layer.effect(Users, Effect.gen(function* () {
    const client = yield* HttpClient.HttpClient
    return (id) => client.get("/users/" + id).pipe(
      Effect.flatMap((response) => response.json),
      Effect.flatMap(Schema.decodeUnknown(User))
    )
  }))
`

const provider = (name: string) => `
  import * as Provider from "effect-payment-customers/${name}"
  export const provided = [Provider.${name}, Provider.layer]
`

const bundle = async (contents: string, external: Array<string> = []) => {
  const { outputFiles, metafile } = await build({
    stdin: { contents, resolveDir: root },
    // not this repository's tsconfig, whose paths lead to src
    tsconfigRaw: {},
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    external,
    metafile: true,
    write: false,
    logLevel: "error"
  })
  return {
    bytes: gzipSync(outputFiles[0]?.contents ?? "", { level: 9 }).length,
    imports: Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path))
  }
}

const ownBundle = (name: string) => bundle(provider(name), ["effect", "@effect/platform"])

/** The modules of effect and platform that a provider imports, by whatever of its modules. */
export const peerImports = async (name: string): Promise<ReadonlyArray<string>> => [
  ...new Set((await ownBundle(name)).imports)
]

export const runBundle = async (): Promise<ReadonlyArray<Bundle>> => {
  const four = await bundle(fourModules)
  const small = await bundle(smallApp)
  return Promise.all(
    providers.map(async (name) => ({
      name,
      own: (await ownBundle(name)).bytes,
      four: (await bundle(fourModules + provider(name))).bytes - four.bytes,
      small: (await bundle(smallApp + provider(name))).bytes - small.bytes
    }))
  )
}
