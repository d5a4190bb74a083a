import postgres from 'postgres'
import { z } from 'zod'
import { JOB_TABLES } from '../races/world.ts'
import { SUPERUSER } from '../support/databases.ts'
import { type OwnOfNode, ownOfNodes, type PlanNode, planNode, readBelow } from './plan.ts'
import type { World } from './world.ts'

export type Spent = { calls: number; ms: number; hit: number; read: number; walBytes: number }

type Ended = { statement: string; where: string; whole: Spent }

const SHOWN = 90

const planned = z.object({ 'Query Text': z.string(), Plan: planNode })

// What a CTE writes without anybody reading it is written when the plan has ended, and not in the root's figures.
function rootsOf(plan: PlanNode): PlanNode[] {
  const scanned = readBelow(plan)
  const writers = (plan.Plans ?? []).filter((one) => one['Node Type'] === 'ModifyTable' && one['Subplan Name'])
  return [plan, ...writers.filter((one) => !scanned.includes(one['Subplan Name'] ?? ''))]
}

const TOOLS = new RegExp(`\\b(${JOB_TABLES.join('|')})(?![a-z])`, 'g')

// The tools' statements and plans are the same ones.
const plain = (sql: string) => sql.replaceAll(TOOLS, '…_jobs').replaceAll(/_[0-9a-f]{32}(?![0-9a-f])/g, '_…')

// The innermost function says whose a statement is.
function nameOf(query: string, where: string): string {
  const text = plain(query).replaceAll(/\s+/g, ' ').trim()
  const within = plain(/^(?:PL\/pgSQL|SQL) function "?([\w.]+)/m.exec(where)?.[1] ?? '')
  const begin = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
  return `${within ? `${within}: ` : ''}\`${begin.replaceAll('|', '\\|')}\``
}

const less = (one: number, other: number) => Math.max(0, one - other)

/** What each statement took without those that it called: they end before it does, and stand where it stands, or deeper. */
export class Statements {
  readonly #own = new Map<string, Spent>()
  readonly #nodes = new Map<string, Map<string, OwnOfNode>>()
  #uncalled: Ended[] = []

  add(duration: number, plan: string, where: string): void {
    const { 'Query Text': query, Plan } = planned.parse(JSON.parse(plan))
    const sum = (of: 'Shared Hit Blocks' | 'Shared Read Blocks' | 'WAL Bytes') =>
      rootsOf(Plan).reduce((all, root) => all + root[of], 0)
    const whole = {
      calls: 1,
      ms: duration,
      hit: sum('Shared Hit Blocks'),
      read: sum('Shared Read Blocks'),
      walBytes: sum('WAL Bytes'),
    }
    const called = this.#uncalled.filter((other) => other.where !== where && other.where.endsWith(where))
    this.#uncalled = this.#uncalled.filter((other) => !called.includes(other))
    const statement = nameOf(query, where)
    this.#uncalled.push({ statement, where, whole })
    this.#addNodes(statement, Plan)
    const own = this.#own.get(statement) ?? { calls: 0, ms: 0, hit: 0, read: 0, walBytes: 0 }
    const inside = (of: keyof Spent) => called.reduce((all, other) => all + other.whole[of], 0)
    this.#own.set(statement, {
      calls: own.calls + 1,
      ms: own.ms + less(whole.ms, inside('ms')),
      hit: own.hit + less(whole.hit, inside('hit')),
      read: own.read + less(whole.read, inside('read')),
      walBytes: own.walBytes + less(whole.walBytes, inside('walBytes')),
    })
  }

  #addNodes(statement: string, plan: PlanNode): void {
    const nodes = this.#nodes.get(statement) ?? new Map<string, OwnOfNode>()
    for (const [label, { ms, rows, blocks }] of ownOfNodes(plan)) {
      const node = plain(label)
      const sum = nodes.get(node) ?? { ms: 0, rows: 0, blocks: 0 }
      nodes.set(node, { ms: sum.ms + ms, rows: sum.rows + rows, blocks: sum.blocks + blocks })
    }
    this.#nodes.set(statement, nodes)
  }

  /** The nodes of a statement's plans that took the longest, longest first. */
  nodesOf(statement: string, count: number): [string, OwnOfNode][] {
    const nodes = this.#nodes.get(statement) ?? new Map<string, OwnOfNode>()
    return [...nodes].sort(([, one], [, other]) => other.ms - one.ms).slice(0, count)
  }

  /** Those that looked at the most blocks, most first. */
  busiest(count: number): string[] {
    const blocks = ({ hit, read }: Spent) => hit + read
    const sorted = [...this.#own].sort(([, one], [, other]) => blocks(other) - blocks(one))
    return sorted.slice(0, count).map(([statement]) => statement)
  }

  /** Those that took the longest, longest first. */
  longest(count: number): [string, Spent][] {
    return [...this.#own].sort(([, one], [, other]) => other.ms - one.ms).slice(0, count)
  }
}

export type ExplainedSession = { sql: postgres.Sql; take(): Statements }

/** A superuser's session in which each statement tells its plan, those in functions too; `take` gives those since the last. */
export async function connectExplained(world: World): Promise<ExplainedSession> {
  let statements = new Statements()
  const sql = postgres(world.cluster.url({ database: world.database, user: SUPERUSER }), {
    max: 1,
    prepare: false,
    onnotice: ({ message, where }) => {
      const told = /^duration: ([\d.]+) ms {2}plan:\n(.*)$/s.exec(message ?? '')
      if (told?.[1] && told[2]) statements.add(Number(told[1]), told[2], where ?? '')
    },
  })
  await sql`load 'auto_explain'`
  // log_min_duration is what begins it, and so the last.
  const settings = {
    ...{ log_nested_statements: 'on', log_level: 'notice', log_format: 'json' },
    ...{ log_analyze: 'on', log_buffers: 'on', log_wal: 'on', log_timing: 'on', log_min_duration: '0' },
  }
  for (const [name, value] of Object.entries(settings)) {
    await sql`select set_config(${`auto_explain.${name}`}, ${value}, false)`
  }
  return {
    sql,
    take() {
      const taken = statements
      statements = new Statements()
      return taken
    },
  }
}
