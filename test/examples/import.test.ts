/** docs/examples/import.ts in a folder of its own: stopped anywhere and run again, with its bar on a stubbed terminal. */

import * as Redacted from "effect/Redacted"
import type * as Customers from "effect-payment-customers/Customers"
import { BePaidTest, type Control, Fault, StancerTest } from "effect-payment-customers/testing"
import * as Context from "#line/Context"
import * as Fiber from "#line/Fiber"
import * as FileSystem from "#line/FileSystem"
import * as Layer from "#line/Layer"
import * as Stream from "#line/Stream"
import * as ConfigProvider from "#line/test/ConfigProvider"
import * as Effect from "#line/test/Effect"
import { rowsImport } from "#line/test/examples"
import * as NodeServices from "#line/test/NodeServices"
import * as PlatformError from "#line/test/PlatformError"
import * as Terminal from "#line/test/Terminal"
import * as TestClock from "#line/test/TestClock"
import { afterEach, assert, describe, it, vi } from "#line/test/vitest"

const { bar, importAll, main, progress } = rowsImport

/** The hold on the emulator, whichever provider it is. */
class Hold extends Context.Service<Hold, Control>()("test/Hold") {}

/** A folder of the test's own, what stands in it, and what was drawn. */
class Desk extends Context.Service<
  Desk,
  {
    readonly folder: string
    readonly drawn: Array<string>
    readonly read: (file: string) => Effect.Effect<string>
    readonly write: (file: string, text: string) => Effect.Effect<void>
  }
>()("test/Desk") {}

const desk = Layer.effectContext(
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    const folder = yield* fs.makeTempDirectoryScoped()
    const drawn: Array<string> = []
    const terminal = {
      display: (text: string) => Effect.sync(() => void drawn.push(text))
    } as unknown as Terminal.Terminal
    return Context.make(Terminal.Terminal, terminal).pipe(
      Context.add(Desk, {
        folder,
        drawn,
        read: (file) => Effect.orElseSucceed(fs.readFileString(`${folder}/${file}`), () => "(missing)"),
        write: (file, text) => Effect.orDie(fs.writeFileString(`${folder}/${file}`, text))
      })
    )
  })
).pipe(Layer.provideMerge(NodeServices.layer), Layer.orDie)

const rows = (count: number, bad: ReadonlyArray<number> = []): ReadonlyArray<Customers.CustomerInput> =>
  Array.from({ length: count }, (_, index) => ({
    // the library itself refuses an empty key
    externalId: bad.includes(index) ? "" : `user-${index}`,
    email: `customer-${index}@example.com`,
    ip: "127.0.0.1",
    name: "John Doe"
  }))

const importing = (inputs: ReadonlyArray<Customers.CustomerInput>) =>
  Effect.flatMap(Desk, ({ folder }) =>
    importAll({ inputs: Stream.fromIterable(inputs), total: inputs.length, folder })
  )

const held = Effect.flatMap(Hold, ({ customers }) => Effect.map(customers, (all) => all.length))

interface Refused {
  readonly index: number
  readonly reason: string
}

const refusedLines = Effect.flatMap(Desk, ({ read }) =>
  Effect.map(read("refused.jsonl"), (text) =>
    text
      .split("\n")
      .slice(0, -1)
      .map((line): Refused => JSON.parse(line))
  )
)

const refusedRows = Effect.map(refusedLines, (lines) => lines.map(({ index }) => index))

interface Options {
  readonly secretKey?: Redacted.Redacted
}

const providers: ReadonlyArray<
  readonly [name: string, layer: (options?: Options) => Layer.Layer<Customers.Ensure | Hold>]
> = [
  [
    "bePaid",
    (options) => {
      const layer = BePaidTest.layer(options)
      return Layer.merge(layer, Layer.provide(Layer.effect(Hold, BePaidTest.Control), layer))
    }
  ],
  [
    "Stancer",
    (options) => {
      const layer = StancerTest.layer(options)
      return Layer.merge(layer, Layer.provide(Layer.effect(Hold, StancerTest.Control), layer))
    }
  ]
]

/** A turn of Node's loop, in which files are read and written. */
const turn = Effect.promise(() => new Promise((resolve) => setImmediate(resolve)))

const until = <E, R>(condition: Effect.Effect<boolean, E, R>) =>
  Effect.repeat(Effect.andThen(turn, condition), { until: (isMet) => isMet })

for (const [name, layer] of providers) {
  describe(name, () => {
    const app = () => Layer.merge(layer(), desk)

    it.effect("imports all rows and keeps a line for each that is refused, without what was typed", () =>
      Effect.gen(function* () {
        const { read } = yield* Desk
        assert.strictEqual(yield* importing(rows(20, [3, 11])), 2)
        assert.strictEqual(yield* held, 18)
        assert.strictEqual(yield* read("checkpoint"), "20\n")
        assert.deepEqual(yield* refusedRows, [3, 11])
        for (const line of yield* refusedLines) {
          assert.sameMembers(Object.keys(line), ["index", "reason"])
          assert.include(line.reason, "fields ")
          assert.include(line.reason, "external_id")
        }
        for (const typed of ["example.com", "John", "127.0.0.1"]) {
          assert.notInclude(yield* read("refused.jsonl"), typed)
        }
      }).pipe(Effect.provide(app()))
    )

    it.effect("goes on from the checkpoint, and keeps the lines of the run before as they are", () =>
      Effect.gen(function* () {
        const { read, write } = yield* Desk
        const before = '{"index":1,"reason":"of the run before"}\n'
        yield* write("checkpoint", "6\n")
        yield* write("refused.jsonl", before)
        assert.strictEqual(yield* importing(rows(10, [8])), 2)
        assert.strictEqual(yield* held, 3)
        assert.deepEqual(yield* refusedRows, [1, 8])
        assert.isTrue((yield* read("refused.jsonl")).startsWith(before))
        assert.strictEqual(yield* read("checkpoint"), "10\n")
      }).pipe(Effect.provide(app()))
    )

    it.effect("does nothing where all is done", () =>
      Effect.gen(function* () {
        const { read } = yield* Desk
        yield* importing(rows(5, [2]))
        const files = [yield* read("checkpoint"), yield* read("refused.jsonl")]
        const { requests } = yield* Hold
        const creates = Effect.map(requests, (all) => all.filter(({ method }) => method === "POST").length)
        const sent = yield* creates
        assert.strictEqual(yield* importing(rows(5, [2])), 1)
        assert.strictEqual(yield* creates, sent)
        assert.deepEqual([yield* read("checkpoint"), yield* read("refused.jsonl")], files)
      }).pipe(Effect.provide(app()))
    )

    it.effect("creates none twice and has no line twice when it is interrupted in the middle", () =>
      Effect.gen(function* () {
        const { read } = yield* Desk
        const hold = yield* Hold
        const inputs = rows(30, [1, 6, 20])
        // bePaid and Stancer carry it out; nobody is told
        yield* hold.fault({ operation: "create", after: 8, fault: Fault.neverAnswer({ carriedOut: true }) })
        const first = yield* Effect.forkChild(importing(inputs))
        // whoever has a row that is not answered goes no further than the seven beside it
        yield* until(Effect.map(held, (count) => count >= 12))
        yield* until(Effect.map(read("checkpoint"), (text) => Number(text) >= 8))
        yield* Fiber.interrupt(first)
        const checkpoint = Number(yield* read("checkpoint"))
        assert.isBelow(checkpoint, 20)
        assert.deepEqual(yield* refusedRows, [1, 6])

        // until it is sure that the create that was not answered is over
        yield* TestClock.adjust("5 minutes")
        assert.strictEqual(yield* importing(inputs), 3)
        assert.strictEqual(yield* held, 27)
        assert.deepEqual(yield* refusedRows, [1, 6, 20])
        assert.strictEqual(yield* read("checkpoint"), "30\n")
      }).pipe(Effect.provide(app()))
    )

    it.effect(
      "writes a row's line before the checkpoint passes it, and no line twice after a stop there",
      () =>
        Effect.gen(function* () {
          const { read } = yield* Desk
          const fs = yield* FileSystem.FileSystem
          let kept = 0
          // the row of index 3 is refused, its line is written, and then there is no more room
          const noRoom = PlatformError.badArgument({ module: "FileSystem", method: "rename" })
          const full: FileSystem.FileSystem = {
            ...fs,
            rename: (from, to) =>
              to.endsWith("checkpoint") && ++kept > 3 ? Effect.fail(noRoom) : fs.rename(from, to)
          }
          const stopped = importing(rows(6, [0, 3]))
          const error = yield* Effect.flip(Effect.provideService(stopped, FileSystem.FileSystem, full))
          assert.strictEqual(error, noRoom)
          assert.strictEqual(yield* read("checkpoint"), "3\n")
          assert.deepEqual(yield* refusedRows, [0, 3])

          yield* importing(rows(6, [0, 3]))
          assert.deepEqual(yield* refusedRows, [0, 3])
          assert.strictEqual(yield* held, 4)
        }).pipe(Effect.provide(app()))
    )

    it.effect("drops a line that a kill has left half, and one that the checkpoint has not passed", () =>
      Effect.gen(function* () {
        const { write } = yield* Desk
        yield* write("checkpoint", "3")
        yield* write("checkpoint.new", "")
        const ofRow = (index: number) => `{"index":${index},"reason":"of the run before"}\n`
        yield* write("refused.jsonl", `${ofRow(2)}${ofRow(3)}${ofRow(4).slice(0, 14)}`)
        yield* importing(rows(6, [2, 3, 4]))
        assert.deepEqual(
          (yield* refusedLines).map(({ index, reason }) => [index, reason === "of the run before"]),
          [
            [2, true],
            [3, false],
            [4, false]
          ]
        )
      }).pipe(Effect.provide(app()))
    )

    it.effect("leaves the checkpoint where it was when the key is not accepted", () =>
      Effect.gen(function* () {
        const { read, write } = yield* Desk
        yield* write("checkpoint", "2\n")
        const error = yield* Effect.flip(importing(rows(100)))
        assert.strictEqual(error._tag, "Unauthorized")
        assert.strictEqual(yield* read("checkpoint"), "2\n")
        assert.deepEqual(yield* refusedRows, [])
      }).pipe(Effect.provide(Layer.merge(layer({ secretKey: Redacted.make("another-key") }), desk)))
    )

    it.effect.each(["", "half", "-1", "1.5", '"3"', "3 4"])(
      "begins nothing where the checkpoint is %j",
      (text) =>
        Effect.gen(function* () {
          const { folder, drawn, read, write } = yield* Desk
          yield* write("checkpoint", text)
          yield* write("refused.jsonl", '{"index":1,"reason":"of the run before"}\n')
          const error = yield* Effect.flip(importing(rows(5)))
          assert.strictEqual(error._tag, "UnreadableCheckpoint")
          assert.propertyVal(error, "file", `${folder}/checkpoint`)
          assert.deepEqual(yield* (yield* Hold).requests, [])
          assert.deepEqual(yield* refusedRows, [1])
          assert.strictEqual(yield* read("checkpoint"), text)
          assert.deepEqual(drawn, [])
        }).pipe(Effect.provide(app()))
    )
  })
}

describe("the checkpoint", () => {
  it.effect("is never half: its file is only ever put in its place as a whole", () =>
    Effect.gen(function* () {
      const { folder, read } = yield* Desk
      const fs = yield* FileSystem.FileSystem
      const written: Array<string> = []
      const watched: FileSystem.FileSystem = {
        ...fs,
        writeFileString: (path, ...rest) => {
          written.push(path)
          return fs.writeFileString(path, ...rest)
        }
      }
      yield* Effect.provideService(importing(rows(3)), FileSystem.FileSystem, watched)
      assert.strictEqual(yield* read("checkpoint"), "3\n")
      assert.notInclude(written, `${folder}/checkpoint`)
    }).pipe(Effect.provide(Layer.merge(StancerTest.layer(), desk)))
  )
})

describe("the bar", () => {
  it.effect("moves in place, at most once a percent, and ends with its line", () =>
    Effect.gen(function* () {
      const { drawn } = yield* Desk
      yield* importing(rows(250))
      assert.strictEqual(drawn.at(0), `\r${bar(0, 250)}`)
      assert.strictEqual(drawn.at(-2), `\r${bar(250, 250)}`)
      assert.strictEqual(drawn.at(-1), "\n")
      assert.lengthOf(drawn, 102)
      assert.lengthOf(new Set(drawn), 102)
      assert.isTrue(drawn.slice(0, -1).every((text) => text.startsWith("\r") && !text.includes("\n")))
    }).pipe(Effect.provide(Layer.merge(StancerTest.layer(), desk)))
  )

  it.effect("goes on where the run before has ended, and leaves its line when the run fails", () =>
    Effect.gen(function* () {
      const { drawn, write } = yield* Desk
      yield* write("checkpoint", "2")
      const control = yield* StancerTest.Control
      yield* control.fault({ operation: "create", after: 1, times: 10, fault: Fault.answer(403) })
      assert.strictEqual((yield* Effect.flip(importing(rows(4))))._tag, "Forbidden")
      assert.deepEqual(drawn, [`\r${bar(2, 4)}`, `\r${bar(3, 4)}`, "\n"])
    }).pipe(Effect.provide(Layer.merge(StancerTest.layer(), desk)))
  )

  it.effect("stops nothing where it can't be drawn", () =>
    Effect.gen(function* () {
      const { read } = yield* Desk
      const closed = {
        display: () => Effect.fail(PlatformError.badArgument({ module: "Terminal", method: "display" }))
      } as unknown as Terminal.Terminal
      yield* Effect.provideService(importing(rows(4)), Terminal.Terminal, closed)
      assert.strictEqual(yield* read("checkpoint"), "4\n")
    }).pipe(Effect.provide(Layer.merge(StancerTest.layer(), desk)))
  )

  it("is drawn from two numbers, also where there are more rows than were announced", () => {
    assert.strictEqual(bar(1, 4, 8), "██░░░░░░ 25 %")
    assert.strictEqual(bar(0, 0, 4), "████ 100 %")
    assert.strictEqual(bar(29, 100, 4), "█░░░ 29 %")
    assert.strictEqual(bar(5, 4, 4), "████ 100 %")
    assert.deepEqual(
      [1, 2, 3, 199, 200, 201].map((done) => progress(done, 200)),
      [false, true, false, false, true, false]
    )
  })
})

describe("main", () => {
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  it.effect(
    "imports to Omise with the key of the environment, and writes its creates down in the folder",
    () =>
      Effect.gen(function* () {
        const { folder, read } = yield* Desk
        const fs = yield* FileSystem.FileSystem
        const asked: Array<readonly [method: string | undefined, path: string]> = []
        const writtenDown: Array<ReadonlyArray<string>> = []
        let drawn = ""
        vi.spyOn(process.stdout, "write").mockImplementation((text, ...rest) => {
          drawn += text
          for (const done of rest) if (typeof done === "function") done()
          return true
        })
        vi.stubGlobal("fetch", async (url: URL | string, { method }: RequestInit) => {
          const { host, pathname } = new URL(url)
          asked.push([method, host + pathname])
          const page = { object: "list", data: [], total: 0, total_pages: 0, page: 1, limit: 100, offset: 0 }
          if (method !== "POST") return Response.json(page)
          writtenDown.push(await Effect.runPromise(fs.readDirectory(`${folder}/turns`)))
          return Response.json({ object: "customer", id: "cust_test_5g0221fe8iwtayocgja" })
        })
        const refused = yield* main({ inputs: Stream.fromIterable(rows(1)), total: 1, folder }).pipe(
          Effect.provide(
            ConfigProvider.layer(ConfigProvider.fromEntries([["OMISE_SECRET_KEY", "skey_test_1"]]))
          )
        )
        assert.strictEqual(refused, 0)
        assert.include(drawn, `\r${bar(0, 1)}\r${bar(1, 1)}\n`)
        assert.deepEqual(asked.at(-1), ["POST", "api.omise.co/customers"])
        assert.strictEqual(yield* read("checkpoint"), "1\n")
        assert.lengthOf(writtenDown, 1)
        assert.lengthOf(writtenDown[0] ?? [], 1)
        assert.deepEqual(yield* fs.readDirectory(`${folder}/turns`), [])
      }).pipe(Effect.provide(desk))
  )
})
