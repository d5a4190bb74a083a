import { readdirSync, readFileSync } from 'node:fs'

// The kernel tells processor time in hundredths of a second.
const TICK_MS = 10

type State = { state: string; parent: number; ownMs: number; endedChildrenMs: number }

function stateOf(pid: number): State | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold spaces: fields are counted from behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [user, system, usersOfEnded, systemOfEnded] = fields.slice(11, 15).map((ticks) => TICK_MS * Number(ticks))
    return {
      state: fields[0] ?? '',
      parent: Number(fields[1]),
      ownMs: (user ?? 0) + (system ?? 0),
      endedChildrenMs: (usersOfEnded ?? 0) + (systemOfEnded ?? 0),
    }
  } catch {
    return undefined
  }
}

// A zombie that nobody waits for holds nothing any more.
export function isAlive(pid: number): boolean {
  const found = stateOf(pid)
  return found !== undefined && found.state !== 'Z'
}

/** 0 when the process is gone. */
export const parentOf = (pid: number): number => stateOf(pid)?.parent ?? 0

export function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => stateOf(pid)?.parent === parent)
}

/** How long a process itself was on a processor so far, in ms; steps of 10. */
export const processorMsOf = (pid: number): number => stateOf(pid)?.ownMs ?? 0

/** The same of all that it started, also of what has ended. */
export const processorMsBelow = (pid: number): number =>
  childrenOf(pid).reduce(
    (sum, child) => sum + processorMsOf(child) + processorMsBelow(child),
    stateOf(pid)?.endedChildrenMs ?? 0,
  )

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
