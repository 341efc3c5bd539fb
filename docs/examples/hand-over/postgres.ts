/**
 * A Postgres of a program's own, from Debian's package `postgresql`: in a
 * folder, on a port of this machine.
 */
import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync
} from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"

export interface Postgres {
  /** With its password. */
  readonly url: string
  readonly process: ChildProcess
  /** Ends it; what was committed stays in the folder. */
  readonly stop: () => Promise<void>
}

const debian = "/usr/lib/postgresql"

/** The folder of the newest version's programs. */
const programs = (): string => {
  const versions = existsSync(debian) ? readdirSync(debian) : []
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0]
  if (newest === undefined)
    throw new Error(
      "Postgres must be installed: apt-get install postgresql"
    )
  return join(debian, newest, "bin")
}

/**
 * Postgres does not run as root: then as the user that its package has
 * made.
 */
const owner = ():
  | { readonly uid: number; readonly gid: number }
  | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (kind: string) =>
    Number(execFileSync("id", [kind, "postgres"], { encoding: "utf8" }))
  return { uid: idOf("-u"), gid: idOf("-g") }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, "close")
  return port
}

/**
 * Makes the folder where it is empty: a cluster with one user, whose
 * password is in a file beside it.
 */
const prepare = (folder: string): string => {
  const user = owner()
  const passwordFile = join(folder, "password")
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  chmodSync(folder, 0o755)
  if (!existsSync(passwordFile)) {
    writeFileSync(passwordFile, randomBytes(24).toString("hex"), {
      mode: 0o600
    })
    for (const path of [folder, passwordFile])
      if (user !== undefined) chownSync(path, user.uid, user.gid)
    const options = [
      "--pgdata",
      join(folder, "data"),
      "--username",
      "postgres",
      "--encoding",
      "UTF8"
    ]
    execFileSync(
      join(programs(), "initdb"),
      [...options, "--auth", "scram-sha-256", "--pwfile", passwordFile],
      { cwd: folder, stdio: ["ignore", "ignore", "inherit"], ...user }
    )
  }
  return readFileSync(passwordFile, "utf8")
}

/**
 * @param folder kept from one start to the next
 * @param port a free one where it is not given
 * @param settings such as `fsync=off`
 */
export const startPostgres = async (
  folder: string,
  port?: number,
  settings: ReadonlyArray<string> = []
): Promise<Postgres> => {
  const password = prepare(folder)
  const listensOn = port ?? (await freePort())
  const own = [
    "listen_addresses=127.0.0.1",
    `port=${listensOn}`,
    "unix_socket_directories="
  ]
  const options = [...own, ...settings].flatMap((setting) => [
    "-c",
    setting
  ])
  const server = spawn(
    join(programs(), "postgres"),
    ["-D", join(folder, "data"), ...options],
    {
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
      ...owner()
    }
  )
  const exited = once(server, "exit")
  let log = ""
  await new Promise<void>((resolve, reject) => {
    server.stderr.setEncoding("utf8").on("data", (text: string) => {
      log = (log + text).slice(-10_000)
      if (/ready to accept connections/.test(log)) resolve()
    })
    server.once("error", reject)
    exited.then(() => reject(new Error(`Postgres has ended: ${log}`)))
  })
  return {
    url: `postgresql://postgres:${password}@127.0.0.1:${listensOn}/postgres`,
    process: server,
    stop: async () => {
      // fast: what is under way is broken off
      server.kill("SIGINT")
      await exited
    }
  }
}
