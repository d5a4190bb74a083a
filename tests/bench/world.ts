import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { JOB_TABLES } from '../races/world.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { SUPERUSER } from '../support/databases.ts'
import { applyFiles, templateDatabase } from '../support/migrate.ts'
import { createHostCleanup } from './host-cleanup.ts'

const SQL = join(import.meta.dirname, 'sql')

/** The tables that a storm touches. Autovacuum stays away from them: it would meet one contender and spare the other. */
const TOUCHED = [
  ...JOB_TABLES.map((name) => `public.${name}`),
  ...['public.upscaler_credits', 'public.upscaler_credit_transactions', 'estorno.settlements'],
]

/** More than a tick takes in a step: nobody waits here. */
const JOBS_COUNTED_AT_ONCE = 10_000

const HISTORY_DAYS = 180

/** How many jobs come in an hour, if such a history goes on as it was. */
export const jobsOfAnHour = (history: number): number => Math.ceil(history / HISTORY_DAYS / 24)

export type Storm = {
  jobs: number
  customers: number
  tools?: readonly string[]
  minutesAgo?: number
  idsInTime?: boolean
}

export type World = {
  cluster: Cluster
  database: string
  /** The superuser's connection: makes storms and looks at what came of them, never measured. */
  stage: postgres.Sql
  admin: string
  /** A new session, as the owner unless another role is asked for. */
  connect(user?: string): postgres.Sql
  /** Makes a session the admin's, as the API would have it. */
  becomeAdmin(sql: postgres.Sql): Promise<void>
  /** A new session of the admin. */
  connectAsAdmin(): Promise<postgres.Sql>
  makeHistory(jobs: number): Promise<void>
  /** Does what the ticks of the first hours do: counts the finished jobs and seals the record. */
  keepUp(): Promise<void>
  analyze(): Promise<void>
  raiseStorm(storm: Storm): Promise<void>
  /** Raises when the storm's jobs are not all over, or the money does not add up. */
  check(writes: { balances: boolean; record: boolean }): Promise<void>
  sweep(): Promise<void>
  close(): Promise<void>
}

const session = (url: string) => postgres(url, { max: 1, prepare: false, onnotice: () => {} })

/** Each piece of work is done by whichever session is free. */
async function share<Work>(
  sessions: readonly postgres.Sql[],
  works: readonly Work[],
  act: (sql: postgres.Sql, work: Work) => Promise<unknown>,
): Promise<void> {
  const left = [...works]
  await Promise.all(
    sessions.map(async (sql) => {
      for (let work = left.shift(); work !== undefined; work = left.shift()) await act(sql, work)
    }),
  )
}

/** Customers, storms and contenders in a database that is migrated already. */
export async function openWorld(cluster: Cluster, database: string, undo = async () => {}): Promise<World> {
  const url = cluster.url({ database, user: SUPERUSER })
  const files = readdirSync(SQL).filter((name) => name.endsWith('.sql'))
  await applyFiles(url, [
    join(SQL, 'world.sql'),
    ...files.filter((name) => name !== 'world.sql').map((name) => join(SQL, name)),
  ])
  const stage = session(url)
  // A machine has two processors at least.
  const hands = [session(url), session(url)]
  await createHostCleanup(stage)
  for (const table of TOUCHED) await stage.unsafe(`alter table ${table} set (autovacuum_enabled = off)`)
  const [{ admin }] = await stage<[{ admin: string }]>`select bench.customer(0) as admin`
  const connect = (user?: string) => session(cluster.url({ database, user }))
  const becomeAdmin = async (sql: postgres.Sql) => {
    const claims = JSON.stringify({ sub: admin, role: 'authenticated' })
    await sql`select set_config('request.jwt.claims', ${claims}, false), set_config('role', 'authenticated', false)`
  }
  const vacuum = (options: string) => share(hands, TOUCHED, (sql, table) => sql.unsafe(`vacuum (${options}) ${table}`))
  const countTable = async (sql: postgres.Sql, table: string) => {
    for (let more = true; more; ) {
      const [step] = await sql<[{ more: boolean }]>`
        select estorno.count_table_on(t, 2, ${JOBS_COUNTED_AT_ONCE}) as more from estorno.job_tables t where t.table_name = ${table}`
      more = step.more
    }
  }
  const keepUp = async () => {
    const tables = await stage<{ table_name: string }[]>`select table_name from estorno.job_tables`
    await share(
      hands,
      tables.map(({ table_name }) => table_name),
      countTable,
    )
    await stage`select estorno.watch_ledger(), estorno.seal_records('1 hour')`
    await stage`vacuum (freeze, analyze) estorno.job_hours`
  }
  return {
    cluster,
    database,
    stage,
    admin,
    connect,
    becomeAdmin,
    async connectAsAdmin() {
      const sql = connect()
      await becomeAdmin(sql)
      return sql
    },
    async makeHistory(jobs) {
      await stage`call bench.plan_history(${jobs})`
      const writings = [
        'bench.write_ledger()',
        ...JOB_TABLES.map((tool) => `bench.write_jobs('${tool}')`),
        'bench.write_record()',
      ]
      await share(hands, writings, (sql, writing) => sql.unsafe(`call ${writing}`))
      await stage`drop table bench.past`
      const away = await stage<{ definition: string }[]>`delete from bench.index_away returning definition`
      await share(hands, away, (sql, { definition }) => sql.unsafe(definition))
      // The statistics are those of a quiet night; no storm is ever in them.
      await vacuum('freeze, analyze')
      await keepUp()
    },
    keepUp,
    async analyze() {
      await stage.unsafe(`analyze ${TOUCHED.join(', ')}`)
    },
    async raiseStorm({ jobs, customers, tools = JOB_TABLES, minutesAgo = 40, idsInTime = false }) {
      await stage`call bench.plan_storm(${jobs}, ${customers}, ${[...tools]}, ${minutesAgo}, ${idsInTime})`
      await share(hands, [null, ...tools], (sql, tool) =>
        tool === null ? sql`call bench.charge_for_jobs()` : sql`call bench.start_jobs(${tool})`,
      )
      // Else the hour's figures fall due in whoever's trial it ends in.
      await stage`call bench.count_nothing_now()`
      await stage`checkpoint`
    },
    async check({ balances, record }) {
      const [{ wrong }] = await stage<[{ wrong: string }]>`select bench.what_is_wrong(${balances}, ${record}) as wrong`
      if (wrong) throw new Error(`Not done as it should be: ${wrong}`)
    },
    async sweep() {
      await stage`call bench.sweep()`
      await vacuum('index_cleanup on')
    },
    async close() {
      await Promise.all([stage, ...hands].map((sql) => sql.end({ timeout: 5 })))
      await undo()
    },
  }
}

/** A Postgres 15 of its own as it comes out of the box: every commit is on the disk before it is told. */
export async function createWorld(): Promise<World> {
  const cluster = await startCluster({ version: 15 })
  try {
    const database = await templateDatabase(cluster, { grants: 'explicit', extensions: [] })
    return await openWorld(cluster, database, () => cluster.stop())
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
