import { readdirSync, readFileSync } from 'node:fs'

function stateOf(pid: number): { state: string; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces: fields are counted from behind it.
    const [state = '', parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state, parent: Number(parent) }
  } catch {
    return undefined
  }
}

// A zombie that nobody waits for holds nothing any more.
export function isAlive(pid: number): boolean {
  const found = stateOf(pid)
  return found !== undefined && found.state !== 'Z'
}

export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => stateOf(pid)?.parent === parent)
}

// False when the process is gone already.
export function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

const LISTENING = '0A'

/** The connections to a port of this machine that the process behind it still holds, dead or alive. */
export function connectionsHeldAt(port: number): number {
  const held = readFileSync('/proc/net/tcp', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
  return held.filter(
    ([, local, , state, , , , , , inode]) =>
      Number.parseInt(local?.split(':')[1] ?? '', 16) === port && state !== LISTENING && inode !== '0',
  ).length
}
