/** Bundles for workers: nothing of Node is in them, and they run where nothing of Node is. */
import { readFileSync } from "node:fs"
import { builtinModules } from "node:module"
import { join } from "node:path"
import { createContext, SourceTextModule } from "node:vm"
import { assert, beforeAll, describe, it } from "@effect/vitest"
import { type BuildOptions, build } from "esbuild"
import { entries, manifest, needsOf, root } from "./manifest.js"
import type * as App from "./programs/worker.js"
import { folderOf } from "./project.js"

const platforms = {
  browser: { platform: "browser", conditions: ["workerd", "worker", "browser"] },
  neutral: { platform: "neutral", conditions: ["workerd", "worker"], mainFields: ["module", "main"] }
} satisfies Readonly<Record<string, BuildOptions>>

interface Bundle {
  readonly code: string
  /** The modules that are Node's, and so not in it. */
  readonly builtins: ReadonlyArray<string>
}

/** @param folder where the module's code stands, as it were: in a project that has the package installed */
const bundle = async (code: string, options: BuildOptions, folder = folderOf("newest")): Promise<Bundle> => {
  const { metafile, outputFiles } = await build({
    ...options,
    stdin: { contents: code, resolveDir: folder, loader: "ts" },
    format: "esm",
    bundle: true,
    write: false,
    metafile: true,
    outfile: "bundle.js",
    logLevel: "silent",
    // left for the metafile to tell of: without this the bundling would fail
    external: ["node:*", ...builtinModules]
  })
  return {
    code: outputFiles[0]?.text ?? "",
    builtins: Object.values(metafile.outputs)
      .flatMap((output) => output.imports)
      .filter((imported) => imported.external)
      .map((imported) => imported.path)
  }
}

/** The globals that runtimes of the web share; all others, `process` and `Buffer` with them, are missing. */
const webGlobals = {
  ...{ AbortController, AbortSignal, Headers, Request, Response, URL, URLSearchParams, Blob, FormData },
  ...{ TextDecoder, TextEncoder, ReadableStream, atob, btoa, crypto, performance, console },
  ...{ clearInterval, clearTimeout, queueMicrotask, setInterval, setTimeout, structuredClone }
}

/** Runs a bundle; answers what it exports. */
const run = async (code: string, fetch: typeof globalThis.fetch): Promise<object> => {
  const context = createContext({ ...webGlobals, fetch })
  const module = new SourceTextModule(code, { context })
  await module.link((specifier) => {
    throw new Error(`${specifier} is not in the bundle`)
  })
  await module.evaluate()
  return module.namespace
}

const program = readFileSync(join(import.meta.dirname, "programs/worker.ts"), "utf8")
const fixture = (name: string): string => readFileSync(join(root, "test/fixtures", name), "utf8")

interface Exchange {
  readonly provider: "bepaid" | "omise" | "stancer"
  readonly url: string
  readonly credentials: string
  readonly answer: string
  readonly created: App.Created
}

const exchanges: ReadonlyArray<Exchange> = [
  {
    provider: "bepaid",
    url: "https://api.bepaid.by/customers",
    credentials: "361:a-secret",
    answer: fixture("bepaid/create.201.json"),
    created: { provider: "bepaid", id: "cst_7aee5afb954c7ef7", email: "customer@example.com" }
  },
  {
    provider: "omise",
    url: "https://api.omise.co/customers",
    credentials: "a-secret:",
    answer: fixture("omise/customer.2019-05-29.json"),
    created: { provider: "omise", id: "cust_test_5xtrb759599jsxlhkrb", email: "customer@example.com" }
  },
  {
    provider: "stancer",
    url: "https://api.stancer.com/v1/customers/",
    credentials: "a-secret:",
    answer: fixture("stancer/customer.json"),
    created: { provider: "stancer", id: "cust_9Cle7TXKkjhwqcWx4Kl5cQYk", email: "david@example.net" }
  }
]

for (const [platform, options] of Object.entries(platforms)) {
  describe(`bundled for ${platform}`, () => {
    for (const entry of entries.filter((entry) => needsOf(3, entry).length === 0)) {
      it(`${entry}: nothing of Node`, async () => {
        const { code, builtins } = await bundle(`export * from "${entry}"`, options)
        assert.deepEqual(builtins, [])
        assert.isAbove(code.length, 1000)
      })
    }
  })
}

for (const project of ["lowest", "newest"] as const) {
  describe(`a worker that has but the globals of the web, with the ${project} peers`, () => {
    let code = ""
    beforeAll(async () => {
      code = (await bundle(program, platforms.browser, folderOf(project))).code
    })
    const app = async (fetch: typeof globalThis.fetch) => (await run(code, fetch)) as typeof App
    const offline = () => Promise.reject(new Error("nothing is to be fetched"))

    for (const { provider, url, credentials, answer, created } of exchanges) {
      for (const client of ["FetchHttpClient", "FetchClient"] as const) {
        it(`creates a customer of ${provider} by ${client}`, async () => {
          const sent: Array<Request> = []
          const { create } = await app(async (input, init) => {
            sent.push(new Request(input, init))
            return new Response(answer, { status: 201 })
          })
          assert.deepEqual({ ...(await create(provider, client)) }, created)
          assert.lengthOf(sent, 1)
          const [request] = sent
          assert.deepInclude(request, { method: "POST", url, redirect: "manual" })
          assert.strictEqual(request?.headers.get("authorization"), `Basic ${btoa(credentials)}`)
          assert.deepInclude(await request?.json(), { email: "customer@example.com" })
        })
      }
    }

    it("has the test layers", async () => {
      const { test } = await app(offline)
      assert.deepInclude(await test(), { provider: "omise", email: "customer@example.com" })
    })

    it("serves the emulator", async () => {
      const { handler } = await app(offline)
      const response = await handler(new Request("http://localhost/omise/customers"))
      assert.strictEqual(response.status, 401)
    })
  })
}

describe("what a worker can't have is told", () => {
  it("an app that imports the command", async () => {
    const dist = join(folderOf("newest"), "node_modules", manifest.name, "dist")
    const { builtins } = await bundle(readFileSync(join(dist, "cli.js"), "utf8"), platforms.browser, dist)
    assert.includeMembers([...builtins], ["node:fs", "node:util"])
  })

  const ofNode = (peer: string) => peer === "ioredis" || peer === "undici"
  for (const entry of entries.filter((entry) => needsOf(3, entry).some(ofNode))) {
    it(`${entry}, whose peers are made for Node`, async () => {
      assert.include((await bundle(`export * from "${entry}"`, platforms.neutral)).builtins.join(" "), "net")
    })
  }

  it("an app that reads the environment of a process", async () => {
    const { code } = await bundle("export const home = process.env.HOME", platforms.browser)
    const failed = await run(code, fetch).catch((error) => String(error))
    assert.strictEqual(failed, "ReferenceError: process is not defined")
  })
})
