/**
 * `npm run pack -- DIR`: the two packages of this commit as tarballs in DIR, for Effect 3 (versions 3.x) and for Effect 4
 * (versions 4.x). The minor and patch of both are the repository's.
 */
import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"

const run = (command, ...args) => execFileSync(command, args, { stdio: "inherit" })

const into = resolve(process.argv[2] ?? ".")
const { devDependencies: _, scripts: __, ...manifest } = JSON.parse(readFileSync("package.json", "utf8"))
const [, minor, patch] = manifest.version.split(".")

const only = (names, from) => Object.fromEntries(names.map((name) => [name, from[name]]))

const lines = [
  { line: 3, dist: "dist", fields: { publishConfig: { access: "public", tag: "effect-3" } } },
  {
    line: 4,
    dist: "test/effect4/dist",
    fields: {
      engines: { node: ">=22.12.0" },
      peerDependencies: {
        effect: "^4.1.0",
        ioredis: "^5.3.0 || ^6.0.0",
        undici: "^7.30.0 || ^8.13.0"
      },
      peerDependenciesMeta: only(["ioredis", "undici"], manifest.peerDependenciesMeta),
      publishConfig: { access: "public", tag: "latest" }
    }
  }
]

run("npm", "run", "--silent", "build")
rmSync("test/effect4/dist", { recursive: true, force: true })
run(process.execPath, "test/effect4/link.mjs")
run("test/effect4/node_modules/.bin/tsc", "-p", "test/effect4/tsconfig.build.json")

mkdirSync(into, { recursive: true })
for (const { line, dist, fields } of lines) {
  const folder = mkdtempSync(join(tmpdir(), `line-${line}-`))
  const other = line === 3 ? 4 : 3
  for (const file of [
    ...manifest.files.filter((file) => !file.startsWith("!") && file !== "dist"),
    "README.md",
    "LICENSE"
  ]) {
    cpSync(file, join(folder, file), { recursive: true })
  }
  // the pictures are heavier than all the rest, and stay in the repository
  for (const file of ["README.md", "docs/emulator.md"]) {
    const text = readFileSync(join(folder, file), "utf8")
    writeFileSync(join(folder, file), text.replace(/^!\[.*\]\(.*\)\n\n/gm, ""))
  }
  cpSync(dist, join(folder, "dist"), { recursive: true })
  const version = [line, minor, patch].join(".")
  for (const file of ["dist/http/version.js", "src/http/version.ts"]) {
    const code = readFileSync(join(folder, file), "utf8")
    writeFileSync(join(folder, file), code.replace(`"${manifest.version}"`, `"${version}"`))
  }
  rmSync(join(folder, `src/line/${other}`), { recursive: true })
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify(
      {
        ...manifest,
        version,
        files: manifest.files.filter((file) => file !== "!src/line/4"),
        imports: { "#line/*": `./dist/line/${line}/*.js` },
        ...fields
      },
      null,
      2
    )
  )
  run("npm", "pack", "--silent", "--pack-destination", into, folder)
  rmSync(folder, { recursive: true })
}
