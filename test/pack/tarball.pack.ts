/** What is in the tarball, and what is not. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { homedir } from "node:os"
import { basename, dirname, join, posix, sep } from "node:path"
import { assert, describe, it } from "@effect/vitest"
import { inject } from "vitest"
import { manifest, needs, peersIn, root } from "./manifest.js"

const { tarballs, unpacked: folders } = inject("pack")
const tarball = tarballs[3]
const unpacked = folders[3]

/** The files under a folder, by their paths in it. */
const filesUnder = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((file) => file.split(sep).join("/"))

const files = filesUnder(unpacked)
const inFolder = (folder: string) => files.filter((file) => file.startsWith(`${folder}/`))
const textOf = (file: string): string => readFileSync(join(unpacked, file), "utf8")

/** The other line of Effect has a package of its own. */
const sources = filesUnder(join(root, "src"))
  .filter((file) => !file.startsWith("line/4/"))
  .map((file) => `src/${file}`)
/** What the compiler makes of a module of src. */
const builtFrom = (source: string): ReadonlyArray<string> =>
  [".js", ".js.map", ".d.ts", ".d.ts.map"].map((ending) =>
    source.replace(/^src\//, "dist/").replace(/\.ts$/, ending)
  )

describe("the tarball holds", () => {
  it("every module of src, and of dist what is built from them and nothing else", () => {
    assert.sameMembers([...inFolder("src")], [...sources])
    assert.sameMembers([...inFolder("dist")], sources.flatMap(builtFrom))
  })

  it("the guides and the examples, and of docs nothing that makes a site of them", () => {
    const guides = filesUnder(join(root, "docs")).filter((file) => /^[^/]+\.(md|txt)$/.test(file))
    assert.isAbove(guides.length, 10)
    for (const guide of guides) assert.include(files, `docs/${guide}`)
    for (const file of inFolder("docs")) {
      assert.match(
        file,
        /^docs\/([\w-]+\.(md|txt)|providers\/[\w-]+\.md|examples\/(effect-3\/)?(hand-over\/)?[\w-]+\.ts)$/
      )
    }
  })

  it("what its links lead to", () => {
    const texts = files.filter((file) => /^[^/]+\.(md|txt)$|^docs\/.*\.md$/.test(file))
    const links = texts.flatMap((file) =>
      [...textOf(file).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)].flatMap(([, link = ""]) =>
        /^[a-z]+:/.test(link) ? [] : [[file, posix.join(posix.dirname(file), link)] as const]
      )
    )
    assert.isAbove(links.length, 50)
    const isThere = (path: string) =>
      files.includes(path) || files.some((file) => file.startsWith(`${path}/`))
    assert.deepEqual(
      links.filter(([, path]) => !isThere(path.replace(/\/$/, ""))),
      []
    )
  })

  it("how to report a vulnerability", () => {
    assert.include(textOf("SECURITY.md"), "Report a vulnerability")
  })

  it("what assistants read", () => {
    for (const name of ["llms.txt", "AGENTS.md"]) {
      assert.lengthOf(
        files.filter((file) => basename(file) === name && /^(docs\/)?[^/]+$/.test(file)),
        1,
        name
      )
    }
  })

  it("at its top what a package needs, and no folder but src, dist and docs", () => {
    const tops = files.map((file) => file.split("/")[0] ?? "")
    const required = ["CHANGELOG.md", "LICENSE", "README.md", "dist", "docs", "package.json", "src"]
    assert.includeMembers(tops, required)
    const allowed = [...required, "AGENTS.md", "SECURITY.md", "llms.txt"]
    assert.deepEqual(
      tops.filter((top) => !allowed.includes(top)),
      []
    )
  })

  it("the module of each entry, and of the command", () => {
    for (const target of [...Object.values(manifest.exports), ...Object.values(manifest.bin)]) {
      assert.include(files, posix.normalize(target))
    }
  })
})

describe("the maps of dist", () => {
  for (const kind of ["js", "d.ts"] as const) {
    it(`lead from .${kind} to a source in the package`, () => {
      const maps = files.filter((file) => file.endsWith(`.${kind}.map`))
      assert.lengthOf(maps, sources.length)
      for (const file of maps) {
        const map = JSON.parse(textOf(file)) as { readonly sources: ReadonlyArray<string> }
        for (const source of map.sources) assert.include(files, posix.join(dirname(file), source), file)
        assert.include(textOf(file.replace(/\.map$/, "")), `//# sourceMappingURL=${basename(file)}`)
      }
    })
  }
})

describe("the command", () => {
  for (const target of Object.values(manifest.bin)) {
    it(`${target} says in its first line what runs it`, () => {
      assert.strictEqual(textOf(target).split("\n")[0], "#!/usr/bin/env node")
    })
  }
})

describe("no file tells of the machine that built it:", () => {
  const told = (text: string): ReadonlyArray<string> =>
    [root, `${homedir()}${sep}`].filter((path) => text.includes(path))

  it("none has a path of it", () => {
    for (const file of files) assert.deepEqual(told(textOf(file)), [], file)
  })

  it("one that had would be found", () => {
    assert.deepEqual(told(`at ${join(root, "src", "index.ts")}:1:1`), [root])
    assert.deepEqual(told(`at ${join(homedir(), ".npmrc")}`), [`${homedir()}${sep}`])
  })
})

describe("installing it", () => {
  it("brings no other package along and runs nothing", () => {
    const packed = JSON.parse(textOf("package.json")) as typeof manifest
    assert.notProperty(packed, "dependencies")
    assert.notProperty(packed, "optionalDependencies")
    assert.notProperty(packed, "scripts")
  })

  it("is quick: the sizes are those of text", () => {
    assert.isBelow(statSync(tarball).size, 640_000)
    for (const file of files) assert.isBelow(statSync(join(unpacked, file)).size, 100_000, file)
  })
})

describe("the peers", () => {
  for (const line of [3, 4] as const) {
    it(`of line ${line} that are optional are those that an entry of the table needs`, () => {
      const optional = peersIn(folders[line]).filter((peer) => peer.optional)
      assert.sameMembers(
        optional.map((peer) => peer.name),
        [...new Set(Object.values(needs[line]).flat())]
      )
      for (const entry of Object.keys(needs[line])) assert.property(manifest.exports, `./${entry}`)
    })
  }
})
