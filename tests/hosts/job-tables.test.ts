import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { whileHeld } from '../faults/support.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { applyProduct } from '../support/migrate.ts'
import { CLEANUP, inProject, Projects } from './project.ts'

let projects: Projects
// Each test installs the product anew, some of them three times.
vi.setConfig({ testTimeout: 60_000 })
beforeAll(async () => {
  projects = await Projects.start()
}, 60_000)
afterAll(() => projects?.cluster.stop())

const registered = (url: string) => inProject(url, 'select table_name from estorno.job_tables order by 1')

test('fewer than four are enough', async () => {
  const url = await projects.copy('the host before')
  await inProject(url, 'drop table public.veste_ai_jobs, public.video_upscaler_jobs')
  await applyProduct(url)
  expect(await registered(url)).toEqual([{ table_name: 'pose_changer_jobs' }, { table_name: 'upscaler_jobs' }])
})

test('one that lacks a column is left out, which is said, and can be registered later', async () => {
  const url = await projects.copy('the host before')
  await inProject(url, 'alter table public.veste_ai_jobs drop column error_message')
  const notices = await applyProduct(url)
  expect(notices).toContain('alter table public.veste_ai_jobs add column error_message text;')
  expect((await registered(url)).length).toBe(3)
  await inProject(url, 'alter table public.veste_ai_jobs add column error_message text')
  await inProject(url, `select estorno.register_job_table('veste_ai_jobs', 'Provador Virtual')`)
  expect((await registered(url)).length).toBe(4)
})

test('an index that fits is taken', async () => {
  const url = await projects.copy('the host before')
  await applyProduct(url)
  const indexes = await inProject(
    url,
    `select indexname from pg_indexes where tablename = 'upscaler_jobs' and indexname ~ '_(open|unfinished)$'`,
  )
  expect(indexes).toEqual([{ indexname: 'idx_upscaler_jobs_open' }])
})

test('above a million rows no index is made; the line to run is said, after which one call registers the table', async () => {
  const url = await projects.copy('the host before')
  const { pathname } = new URL(url)
  await withConnection(
    projects.cluster.url({ database: pathname.slice(1), user: SUPERUSER }),
    (sql) =>
      sql`update pg_class set reltuples = 1000001 where oid in ('public.upscaler_jobs'::regclass, 'public.veste_ai_jobs'::regclass)`,
  )
  const notices = await applyProduct(url)
  const line =
    /create index concurrently veste_ai_jobs_unfinished on public.veste_ai_jobs \(created_at\) where .*?;/.exec(notices)
  expect(notices).toContain(
    'create index concurrently upscaler_jobs_history on public.upscaler_jobs (created_at desc, id desc);',
  )
  expect((await registered(url)).map(({ table_name }) => table_name)).toEqual([
    'pose_changer_jobs',
    'upscaler_jobs', // its own index fits
    'video_upscaler_jobs',
  ])
  await inProject(url, line?.[0] ?? 'the notice holds no line')
  await inProject(url, `select estorno.register_job_table('veste_ai_jobs', 'Provador Virtual')`)
  expect((await registered(url)).length).toBe(4)
})

test('one that is locked fails the migration within seconds, clearly, and changes nothing', async () => {
  const url = await projects.copy('the host before')
  const holder = postgres(url, { max: 1 })
  const started = Date.now()
  try {
    await whileHeld(
      holder,
      (sql) => sql`lock table public.veste_ai_jobs in row exclusive mode`,
      () => expect(applyProduct(url)).rejects.toThrow(/stayed locked for 5 s.*\n.*quieter minute/),
    )
  } finally {
    await holder.end()
  }
  expect(Date.now() - started).toBeLessThan(15_000)
  expect(await registered(url)).toEqual([])
  await applyProduct(url)
  expect((await registered(url)).length).toBe(4)
})

test('what has hung for more than a day waits for a human; the clock leaves it alone', async () => {
  const url = await projects.copy('the host before')
  await applyProduct(url)
  expect(await inProject(url, 'select reason from estorno.attention')).toEqual([{ reason: 'predates_installation' }])
  expect(await inProject(url, `select sum(cancelled_count)::integer as ended from ${CLEANUP}()`)).toEqual([
    { ended: 1 },
  ])
  expect(
    await inProject(url, `select status from public.upscaler_jobs where created_at < now() - interval '1 day'`),
  ).toEqual([{ status: 'queued' }])
})
