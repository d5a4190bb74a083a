import { execFileSync } from 'node:child_process'

export type Account = { uid: number; gid: number }

const idOf = (flag: '-u' | '-g'): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))

// Postgres refuses to run as root, so root hands it to the account that Debian's package made for it.
export function serverAccount(): Account | undefined {
  return process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : undefined
}
