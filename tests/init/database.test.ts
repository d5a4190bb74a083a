import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hosts } from '../hosts/host.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { prepareHosted } from '../support/hosted.ts'
import { applyFiles } from '../support/migrate.ts'
import { supabase } from '../support/supabase-cli.ts'
import { emptyProject } from './project.ts'

const SLOW_MS = 60_000
const CUSTOMER = '00000000-0000-4000-8000-000000000001'
const LARGE = 'video_upscaler_jobs'

let cluster: Cluster
let database: string
let url: string
let sql: postgres.Sql

beforeAll(async () => {
  cluster = await startCluster({ version: 15, durable: false })
  database = await cluster.createDatabase()
  url = cluster.url({ database })
  await prepareHosted(cluster, database, { grants: 'auto', extensions: [] })
  await applyFiles(url, hosts['the host now'])
  sql = postgres(url, { max: 1, onnotice: () => {} })
  await sql`insert into auth.users (id, email) values (${CUSTOMER}, 'cliente@example.com')`
  await sql`insert into public.profiles (id, email) values (${CUSTOMER}, 'cliente@example.com')`
  await sql`insert into public.upscaler_credits (user_id) values (${CUSTOMER})`
  await sql`
    insert into public.upscaler_jobs (session_id, user_id, status, user_credit_cost, credits_charged, credits_refunded, created_at, started_at)
    select 's', case when known then ${CUSTOMER}::uuid end, status, cost, charged, refunded, now() - created::interval, now() - started::interval
    from (values
      (true, 'queued', 60, true, false, '25 hours', null),
      (true, 'running', 40, true, null, '50 hours', '25 hours'),
      (true, 'queued', 7, null, false, '25 hours', null),
      (true, 'queued', 7, true, true, '25 hours', null),
      (false, 'queued', 7, true, false, '25 hours', null),
      (true, 'running', 7, true, false, '50 hours', '24 hours 9 minutes'),
      (true, 'queued', 7, true, false, '24 hours 9 minutes', null),
      (true, 'completed', 7, true, false, '25 hours', null)
    ) as job (known, status, cost, charged, refunded, created, started)`
  await withConnection(cluster.url({ database, user: SUPERUSER }), async (superuser) => {
    await superuser`alter table ${superuser(LARGE)} set (autovacuum_enabled = false)`
    await superuser`update pg_class set reltuples = 2000000 where relname = ${LARGE}`
  })
}, SLOW_MS)

afterAll(async () => {
  await sql?.end()
  await cluster?.stop()
}, SLOW_MS)

const createLines = (text: string) => text.match(/create index concurrently .*;/g) ?? []
const indexes = async () => [...(await sql`select indexdef from pg_indexes where tablename = ${LARGE}`)]

test(
  'the backlog and the large tables are told first, and the migrations then find just that',
  async () => {
    const project = emptyProject()
    project.write('supabase/config.toml', 'project_id = "host"\n')
    project.write('supabase/migrations/20250101000000_notes.sql', 'create table public.notes (id uuid primary key);')

    const { code, stdout } = await project.init('--database-url', url)
    expect(code).toBe(0)
    expect(stdout.indexOf('upscaler_jobs: 5 jobs, 100 credits')).toBeGreaterThan(-1)
    expect(stdout.indexOf('upscaler_jobs: 5 jobs')).toBeLessThan(stdout.indexOf('add '))
    for (const table of ['pose_changer_jobs', 'veste_ai_jobs', LARGE]) {
      expect(stdout).toContain(`${table}: 0 jobs, 0 credits`)
    }
    const lines = createLines(stdout)
    expect(lines.map((line) => line.split(' ')[3])).toEqual([`${LARGE}_unfinished`, `${LARGE}_history`])

    for (const line of lines) await sql.unsafe(line)
    const made = await indexes()
    expect(createLines((await project.init('--dry-run', '--database-url', url)).stdout)).toEqual([])

    const push = await supabase(['db', 'push', `--remote=${url}`, '--yes'], { cwd: project.folder })
    expect(push).toMatchObject({ code: 0 })
    expect(await indexes()).toEqual(made)
    const attention = await sql`select table_name, count(*)::integer as jobs from estorno.attention group by table_name`
    expect([...attention]).toEqual([{ table_name: 'upscaler_jobs', jobs: 5 }])
    const [{ credits }] = await sql<[{ credits: number }]>`
    select sum(credits)::integer as credits from estorno.list_attention(null) where reason = 'predates_installation'`
    expect(credits).toBe(100)
    const registered = await sql`select table_name from estorno.job_tables order by 1`
    expect(registered.map(({ table_name }) => table_name)).toContain(LARGE)
    expect((await project.init('--database-url', url)).stdout).toContain('no job table waits to be registered')
  },
  SLOW_MS,
)

/** The host before, where nothing shows what was charged. */
async function unprovenHost() {
  const name = await cluster.createDatabase()
  await prepareHosted(cluster, name, { grants: 'auto', extensions: [] })
  const address = cluster.url({ database: name })
  await applyFiles(address, hosts['the host before'])
  const run = (statement: string) => withConnection(address, (connection) => connection.unsafe(statement))
  return { address, name, run }
}

test(
  'a waiting job that was not charged yet gives nothing back, as was said before the installation',
  async () => {
    const { address, run } = await unprovenHost()
    const project = emptyProject()
    project.write('supabase/config.toml', 'project_id = "host"\n')
    const told = await project.init('--dry-run', '--database-url', address)
    expect(told.stdout.match(/--waiting-not-charged \w+/g)).toHaveLength(4)
    const twoJobs = `insert into public.${LARGE} (session_id, user_id, status, user_credit_cost, created_at, started_at)
      select 's', '${CUSTOMER}', status, 50, now() - interval '30 hours', now() - interval '30 hours' from unnest('{queued,running}'::text[]) status`
    await run(
      `insert into auth.users (id) values ('${CUSTOMER}'); insert into public.profiles (id) values ('${CUSTOMER}'); ${twoJobs}`,
    )
    const answered = await project.init('--waiting-not-charged', LARGE, '--dry-run', '--database-url', address)
    expect(answered.stdout).toContain(`${LARGE}: 2 jobs, 50 credits`)
    expect(answered.stdout.match(/--waiting-not-charged \w+/g)).toHaveLength(3)
    await run(`delete from public.${LARGE}; delete from public.profiles; delete from auth.users`)
    await project.init('--waiting-not-charged', LARGE)
    const push = await supabase(['db', 'push', `--remote=${address}`, '--yes'], { cwd: project.folder })
    expect(push).toMatchObject({ code: 0 })
    await run(`
      insert into auth.users (id) values ('${CUSTOMER}');
      insert into public.profiles (id) values ('${CUSTOMER}');
      insert into public.upscaler_credits (user_id) values ('${CUSTOMER}');
      insert into public.${LARGE} (session_id, user_id, created_at) values ('s', '${CUSTOMER}', now() - interval '11 minutes');
      insert into public.upscaler_jobs (session_id, user_id, user_credit_cost, created_at)
      values ('s', '${CUSTOMER}', 60, now() - interval '11 minutes');
      select from public.cleanup_all_stale_ai_jobs()`)
    const ended = [
      ...(await run(`select status, error_message from public.${LARGE}`)),
      ...(await run(`select status, error_message from public.upscaler_jobs`)),
    ]
    expect(ended).toEqual([
      { status: 'failed', error_message: expect.not.stringContaining('estornados') },
      { status: 'failed', error_message: expect.stringContaining('estornados') },
    ])
    expect(await run('select balance from public.upscaler_credits')).toEqual([{ balance: 60 }])
  },
  SLOW_MS,
)

test(
  'a large table is asked for no index that it has under another name, and one of other types is left out in words',
  async () => {
    const { address, name, run } = await unprovenHost()
    await run(`
      create index by_age on public.veste_ai_jobs (created_at);
      create index open_ones on public.veste_ai_jobs (created_at) where status not in ('failed', 'completed', 'cancelled');
      create type public.job_status as enum ('queued', 'running', 'completed', 'failed', 'cancelled');
      alter table public.pose_changer_jobs alter status drop default, alter status type public.job_status using status::public.job_status`)
    await withConnection(
      cluster.url({ database: name, user: SUPERUSER }),
      (superuser) =>
        superuser`update pg_class set reltuples = 2000000 where relname in ('veste_ai_jobs', 'pose_changer_jobs')`,
    )
    const { code, stdout } = await emptyProject().init('--dry-run', '--database-url', address)
    expect(code).toBe(0)
    expect(stdout).toContain('pose_changer_jobs: not read, it lacks status text\n')
    expect(createLines(stdout)).toEqual([])
  },
  SLOW_MS,
)

test('a database that cannot be asked is one clear line: 2, and nothing is written', async () => {
  const project = emptyProject()
  const before = project.files()
  const refused = await project.init('--database-url', 'postgresql://postgres:segredo@127.0.0.1:1/postgres')
  expect(refused).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^estorno: no connection [^\n]+\n$/),
  })
  expect(refused.stderr).not.toContain('segredo')

  const stranger = await project.init('--database-url', cluster.url({ database, user: 'authenticator' }))
  expect(stranger).toMatchObject({ code: 2, stderr: expect.stringContaining('may not read the job tables') })
  expect(project.files()).toEqual(before)
})
