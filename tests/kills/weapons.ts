import type { KillWorld } from './kill-world.ts'
import { until } from './until.ts'

/** How a session is ended. Each returns once the server takes connections again. */
export const weapons = {
  'one backend, terminated': async ({ owner }, pid) => {
    const [gone] = await owner`select pg_terminate_backend(${pid}, 10000) as gone`
    if (gone?.gone !== true) throw new Error(`Backend ${pid} did not end`)
    await owner`select pg_advisory_unlock_all()`
  },
  // The server takes no chances with its shared memory then: it ends all other sessions and recovers by itself.
  'one backend, SIGKILL': async ({ owner }, pid) => {
    process.kill(pid, 'SIGKILL')
    await until('the server recovers', async () => {
      const [row] = await owner`select count(*)::integer as left from pg_stat_activity where pid = ${pid}`
      return row?.left === 0 ? true : undefined
    })
  },
  'the whole cluster, SIGKILL': async ({ cluster }) => {
    await cluster.killAll()
    await cluster.restart()
  },
} satisfies Record<string, (world: KillWorld, pid: number) => Promise<void>>

export type Weapon = keyof typeof weapons
