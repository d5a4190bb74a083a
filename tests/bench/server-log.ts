import type { World } from './world.ts'

/** How often the server was asked for something, and how long it took. */
export type Asked = { statements: number; ms: number }

// `begin` and `commit` come in the simple protocol, where the log names no step.
const LINE = /duration: ([\d.]+) ms {2}(?:(parse|bind|execute) [^:]*|statement): (.*)/g

function kindOf(statement: string): string {
  if (/\bset_config\(/i.test(statement)) return 'settings of the request'
  if (/"auth"\./.test(statement)) return 'who asks'
  return /^(begin|commit|)$/i.test(statement.trim()) ? 'begin and commit' : 'the call itself'
}

/** What of a server's log was asked for, by kind: parse, bind and execute of a statement count once. */
export function readDurations(log: string): Map<string, Asked> {
  const kinds = new Map<string, Asked>()
  for (const [, ms, step, statement = ''] of log.matchAll(LINE)) {
    const kind = kindOf(statement)
    const asked = kinds.get(kind) ?? { statements: 0, ms: 0 }
    const counts = step === undefined || step === 'execute'
    kinds.set(kind, { statements: asked.statements + Number(counts), ms: asked.ms + Number(ms) })
  }
  return kinds
}

async function logFrom({ stage }: World, milliseconds: number): Promise<void> {
  await stage.unsafe(`alter system set log_min_duration_statement = ${milliseconds}`)
  await stage`select pg_reload_conf()`
}

/** What the server is asked for while something is done; `before` it, so that all sessions have heard that they are to tell. */
export async function watchLog(
  world: World,
  before: () => Promise<unknown>,
  act: () => Promise<unknown>,
): Promise<Map<string, Asked>> {
  await logFrom(world, 0)
  try {
    await before()
    const { length } = world.cluster.log()
    await act()
    return readDurations(world.cluster.log().slice(length))
  } finally {
    await logFrom(world, -1)
  }
}
