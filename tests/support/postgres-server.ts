import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { SUPERUSER } from './databases.ts'
import { type PostgresVersion, postgresBinaries } from './postgres-binaries.ts'
import { childrenOf, isAlive, signal } from './processes.ts'
import type { Account } from './server-account.ts'

export type ServerOptions = {
  version: PostgresVersion
  /** Load pg_cron (15 only), which works in the database `postgres`. */
  cron?: boolean
  /** False trades safety against power loss for speed. */
  durable?: boolean
  settings?: Record<string, string>
}

const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 20_000
const POLL_MS = 40

function settingsOf({ cron, durable = true, settings }: ServerOptions, port: number): string[] {
  const all: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // In the data folder, so that a killed cluster leaves nothing in the machine's shared memory.
    dynamic_shared_memory_type: 'mmap',
    max_worker_processes: '24',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...(cron
      ? {
          shared_preload_libraries: 'pg_cron',
          'cron.database_name': 'postgres',
          'cron.use_background_workers': 'on',
        }
      : {}),
    ...settings,
  }
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

// One server on one data folder, as the account that may run it.
export class PostgresServer {
  readonly #binaries: string
  readonly #account: Account | undefined
  readonly #settings: string[]
  readonly #data: string
  readonly #logFile: string
  #postmaster: ChildProcess | undefined

  constructor(options: ServerOptions, port: number, folder: string, account: Account | undefined) {
    this.#binaries = postgresBinaries(options.version, account)
    this.#account = account
    this.#settings = settingsOf(options, port)
    this.#data = join(folder, 'data')
    this.#logFile = join(folder, 'server.log')
    this.#run('initdb', [
      ...['--pgdata', this.#data, '--username', SUPERUSER, '--auth', 'trust', '--no-sync'],
      ...['--encoding', 'UTF8', '--locale', 'C.UTF-8'],
    ])
  }

  #run(program: 'initdb' | 'pg_ctl', args: string[]) {
    execFileSync(join(this.#binaries, program), args, {
      ...this.#account,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  }

  log(): string {
    return readFileSync(this.#logFile, 'utf8')
  }

  async start() {
    const log = openSync(this.#logFile, 'a')
    const drop = this.#account
      ? ['--reuid', `${this.#account.uid}`, '--regid', `${this.#account.gid}`, '--clear-groups']
      : []
    // setpriv makes the kernel end the server with us, even when we get no chance to.
    const command = [...drop, '--pdeathsig', 'INT', join(this.#binaries, 'postgres'), '-D', this.#data]
    this.#postmaster = spawn('setpriv', [...command, ...this.#settings], { cwd: '/', stdio: ['ignore', log, log] })
    closeSync(log)
    // A process that has nothing else to do ends, and takes the server with it.
    this.#postmaster.unref()
    const deadline = Date.now() + START_TIMEOUT_MS
    while (!this.#ready()) {
      if (this.#over || Date.now() > deadline) throw new Error(`Postgres did not start:\n${this.log()}`)
      await pause(POLL_MS)
    }
  }

  get #over(): boolean {
    const server = this.#postmaster
    return !server || server.exitCode !== null || server.signalCode !== null
  }

  // pg_ctl reads the same line: the state of the server stands in the eighth of its pid file.
  #ready(): boolean {
    try {
      const lines = readFileSync(join(this.#data, 'postmaster.pid'), 'utf8').split('\n')
      return Number(lines[0]) === this.#postmaster?.pid && lines[7]?.trim() === 'ready'
    } catch {
      return false
    }
  }

  // Ends once all of the given processes have: those of a killed server can outlive it for a moment.
  async #end(act: (pid: number) => number[]) {
    const server = this.#postmaster
    if (this.#over || server?.pid === undefined) return
    server.ref()
    const exited = new Promise((resolve) => server.once('exit', resolve))
    const processes = act(server.pid)
    const patience = new AbortController()
    const late = pause(STOP_TIMEOUT_MS, undefined, { signal: patience.signal, ref: false }).then(
      () => signal(server.pid ?? 0, 'SIGQUIT'),
      () => false,
    )
    await Promise.race([exited, late])
    await exited
    patience.abort()
    while (processes.some(isAlive)) await pause(POLL_MS)
  }

  stop = () =>
    this.#end((pid) => {
      signal(pid, 'SIGINT')
      return []
    })

  // Stopped first, the postmaster can start no new process while the present ones are killed.
  kill = () =>
    this.#end((pid) => {
      signal(pid, 'SIGSTOP')
      const processes = [...childrenOf(pid), pid]
      for (const each of processes) signal(each, 'SIGKILL')
      return processes
    })

  // A killed server leaves its lock segment behind in the machine's shared memory; its pid file says which.
  forget() {
    const pidFile = join(this.#data, 'postmaster.pid')
    if (!existsSync(pidFile)) return
    const [, segment] = readFileSync(pidFile, 'utf8').split('\n')[6]?.trim().split(/\s+/) ?? []
    if (segment) spawnSync('ipcrm', ['--shmem-id', segment])
  }

  stopNow() {
    if (!this.#over) this.#run('pg_ctl', ['stop', '--mode', 'immediate', '--wait', '--pgdata', this.#data])
    this.forget()
  }
}
