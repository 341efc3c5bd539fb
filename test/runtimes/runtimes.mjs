/** The runtimes, and how the program runs on each. */
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { program } from "./child.mjs"
import { inChromium } from "./chromium.mjs"

const modules = fileURLToPath(new URL("node_modules/", import.meta.url))
const node = (version) => join(modules, `node${version}/bin/node`)

/** In a process that has to end by itself: that is a check more. */
const inProcess =
  (command, ...args) =>
  async (folder, { client, url, nowhere }) => {
    const env = {
      ...process.env,
      DENO_DIR: join(folder, ".deno"),
      DENO_NO_UPDATE_CHECK: "1",
      DO_NOT_TRACK: "1"
    }
    const { result, ended } = await program(command, [...args, "process.mjs", client, url, nowhere], {
      cwd: folder,
      env
    })
    const { checks } = result
    const end = { name: "no handle is left: the process ends", ok: ended, error: "it had to be killed" }
    return checks === undefined ? result : { checks: [...checks, end] }
  }

const inWorkerd = async (folder, job) => {
  const host = fileURLToPath(new URL("workerd.mjs", import.meta.url))
  const bundle = join(folder, "bundles/worker.js")
  return (await program(node(24), [host, bundle, JSON.stringify(job)])).result
}

const deno = ["run", "--quiet", "--no-remote", "--node-modules-dir=manual", "--allow-all"]

/** What does not hold where a runtime's own `fetch` sends a request once more whose connection breaks: a create too. */
const sentTwice = [
  "Unavailable, Transport: a create whose answer is lost is sent once",
  "omise: ensure whose create has lost its answer"
]

/** The clients of a process, and those of a runtime that has nothing but the web's globals. */
const three = ["FetchClient", "UndiciClient", "FetchHttpClient"]
const two = ["FetchClient", "FetchHttpClient"]

/** `known` are the checks of a client that are known to fail there, and have to. */
export const runtimes = [
  { name: "Node 20", lines: [3], clients: three, run: inProcess(node(20)) },
  { name: "Node 22", lines: [3, 4], clients: three, run: inProcess(node(22)) },
  { name: "Node 24", lines: [3, 4], clients: three, run: inProcess(node(24)) },
  { name: "Node 26", lines: [3, 4], clients: three, run: inProcess(node(26)) },
  {
    name: "Bun 1",
    lines: [3, 4],
    clients: three,
    run: inProcess(join(modules, "@oven/bun-linux-x64/bin/bun"))
  },
  {
    name: "Deno 2",
    lines: [3, 4],
    clients: three,
    known: { FetchHttpClient: sentTwice },
    run: inProcess(join(modules, "@deno/linux-x64-glibc/deno"), ...deno)
  },
  { name: "workerd, by Miniflare 4", lines: [3, 4], clients: two, run: inWorkerd },
  {
    name: "Chromium, Debian's",
    lines: [3, 4],
    clients: two,
    known: { FetchClient: sentTwice, FetchHttpClient: sentTwice },
    run: (folder, job) => inChromium(join(folder, "bundles/page.js"), job)
  }
]
