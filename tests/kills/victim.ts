import postgres from 'postgres'
import type { Told } from '../races/scripts.ts'
import type { Trial } from '../races/world.ts'
import type { KillWorld } from './kill-world.ts'
import type { Scene } from './scenes.ts'

/** The last point: the deed is done, and the answer on its way. */
export const ANSWER = 'the answer'
const NEVER = -1

export type Victim = {
  /** The names of the points it has passed. */
  passed: string[]
  /** What it was told, or why it was not. */
  told: Promise<Told | Error>
}

export const orError = (told: Promise<Told>): Promise<Told | Error> =>
  told.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))

/** Sets somebody to work on a connection of their own, until the point at which they stand still. */
export function setToWork(world: KillWorld, scene: Scene, trial: Trial, stopAt: number = NEVER): Victim {
  const passed: string[] = []
  const sql = postgres(world.database.url(), {
    max: 1,
    prepare: false,
    connection: { 'tests.stop_at': stopAt },
    onnotice: ({ code, message }) => code === 'TP001' && passed.push(String(message)),
  })
  const work = async () => {
    try {
      const told = await scene.act(sql, trial, world)
      await sql`select tests.pass_point(${ANSWER})`
      return told
    } finally {
      await sql.end({ timeout: 0 })
    }
  }
  return { passed, told: orError(work()) }
}
