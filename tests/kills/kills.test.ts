import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violations } from '../races/race.ts'
import { figure } from '../support/figures.ts'
import { type Kill, kill, pointsOf } from './kill.ts'
import { createKillWorld, type KillWorld } from './kill-world.ts'
import { scenes } from './scenes.ts'
import type { Weapon } from './weapons.ts'

const KILLS = Number(process.env.ESTORNO_KILLS ?? 100)
const CLUSTER_KILLS = Number(process.env.ESTORNO_CLUSTER_KILLS ?? 12)
// Each of these makes the server recover as well.
const SIGKILLS = Math.ceil((KILLS - CLUSTER_KILLS) / 10)
const HOUR = 3_600_000

// What each weapon leaves in the server's log, so that none is counted that did not hit.
const shares: [Weapon, number, trace: RegExp][] = [
  ['one backend, terminated', KILLS - CLUSTER_KILLS - SIGKILLS, /terminating connection due to administrator command/g],
  ['one backend, SIGKILL', SIGKILLS, /was terminated by signal 9: Killed/g],
  ['the whole cluster, SIGKILL', CLUSTER_KILLS, /database system was not properly shut down/g],
]

let world: KillWorld
const points: Omit<Kill, 'rival'>[] = []

beforeAll(async () => {
  world = await createKillWorld()
  for (const scene of scenes) {
    const names = await pointsOf(world, scene)
    points.push(...names.map((pointName, index) => ({ scene, point: index + 1, pointName })))
  }
}, 60_000)

afterAll(() => world?.close())

// Evenly over all points; where there are more kills than points, each point gets several in a row.
const spread = (count: number): Kill[] =>
  Array.from({ length: count }).flatMap((_, index) => {
    const point = points[Math.floor((index * points.length) / count)]
    return point ? [{ ...point, rival: index % 2 === 1 }] : []
  })

const tracesOf = (trace: RegExp) => world.cluster.log().match(trace)?.length ?? 0

describe('a kill leaves no partial state, and the next run ends what is left', () => {
  test.each(shares)(
    '%s: %i times',
    async (weapon, count, trace) => {
      const tracesBefore = tracesOf(trace)
      const kills = spread(count)
      const wrong: string[] = []
      for (const each of kills) wrong.push(...(await kill(world, weapon, each)))
      expect([...wrong, ...(await violations(world, null))]).toEqual([])
      expect(tracesOf(trace) - tracesBefore).toBeGreaterThanOrEqual(count)
      const places = new Set(kills.map(({ scene, point }) => `${scene.name} ${point}`))
      figure(`${kills.length} kills (${weapon}) at ${places.size} of ${points.length} points`)
    },
    HOUR,
  )
})
