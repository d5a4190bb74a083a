import { setTimeout as pause } from 'node:timers/promises'
import type postgres from 'postgres'
import { take } from '../races/actors.ts'
import { NOTHING, type Script, type Step, type Told } from '../races/scripts.ts'
import type { Job } from '../races/world.ts'

/** A step that was taken, by the tick at which it began and ended. */
type Taken = { began: number; ended: number }

export type Player = {
  sql: postgres.Sql
  pid: number
  script: Script
  /** What is left to do. */
  steps: Step[]
  taken: Taken[]
  told: Told
  error?: unknown
  /** Set while a step is under way. */
  underWay?: Promise<void>
}

export function playerOf(sql: postgres.Sql, pid: number, script: Script, stepsEach: 2 | 3): Player {
  const [open, act, end] = script.steps
  const openAndAct: Step = async (connection) => {
    await open(connection)
    return await act(connection)
  }
  const steps = stepsEach === 3 ? [open, act, end] : [openAndAct, end]
  return { sql, pid, script, steps, taken: [], told: NOTHING }
}

export type LockStep = {
  /** Takes all steps in the given order; whoever has to wait for another lets the next one pass. */
  play(players: Player[], turns: readonly number[], job: Job): Promise<{ waits: number }>
}

export function lockStep(watcher: postgres.Sql): LockStep {
  let tick = 0
  const nextTick = () => {
    tick += 1
    return tick
  }

  function start(player: Player, step: Step) {
    const taken: Taken = { began: nextTick(), ended: Number.POSITIVE_INFINITY }
    player.taken.push(taken)
    player.underWay = take(step, player.sql, player.script)
      .then(
        (told) => {
          if (told.kind !== 'nothing') player.told = told
        },
        (error: unknown) => {
          player.error ??= error
        },
      )
      .then(() => {
        taken.ended = nextTick()
        player.underWay = undefined
      })
  }

  const busy = (players: Player[]) => players.filter(({ underWay }) => underWay !== undefined)

  // An admin's call does not wait for a lock but looks again and again: what it needs is then held by somebody.
  async function stateOf(players: Player[]): Promise<Map<number, 'blocked' | 'looking again' | 'at work'>> {
    const rows = await watcher<{ pid: number; blocked: boolean; sleeps: boolean }[]>`
      select pid, cardinality(pg_blocking_pids(pid)) > 0 as blocked, coalesce(wait_event = 'PgSleep', false) as sleeps
      from pg_stat_activity where pid = any (${players.map(({ pid }) => pid)})`
    return new Map(
      rows.map(({ pid, blocked, sleeps }) => [pid, blocked ? 'blocked' : sleeps ? 'looking again' : 'at work']),
    )
  }

  async function isFree(job: Job): Promise<boolean> {
    const [row] = await watcher<[{ free: boolean }]>`select tests.is_free(${job.table}, ${job.id}) as free`
    return row.free
  }

  // Until each step is done, or its actor has to wait for another one's next step.
  async function comeToRest(players: Player[], job: Job): Promise<Player[]> {
    for (;;) {
      const waiting = busy(players)
      if (waiting.length === 0) return []
      await Promise.race([...waiting.map(({ underWay }) => underWay), pause(1)])
      const states = await stateOf(busy(players))
      const still = busy(players).map(({ pid }) => states.get(pid) ?? 'at work')
      if (still.length === 0 || still.includes('at work')) continue
      if (!still.includes('looking again') || !(await isFree(job))) return busy(players)
    }
  }

  return {
    async play(players, turns, job) {
      const left = turns.flatMap((turn) => players[turn] ?? [])
      let waits = 0
      while (left.length > 0 || busy(players).length > 0) {
        const next = left.findIndex(({ underWay }) => underWay === undefined)
        const [player] = next < 0 ? [] : left.splice(next, 1)
        const step = player?.steps.shift()
        if (player && step) start(player, step)
        else await Promise.race(busy(players).map(({ underWay }) => underWay))
        const waiting = await comeToRest(players, job)
        if (player && waiting.includes(player)) waits += 1
      }
      return { waits }
    },
  }
}
