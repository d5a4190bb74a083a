import postgres from 'postgres'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { whileHeld } from '../faults/support.ts'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { applyFiles, applyProduct } from '../support/migrate.ts'
import { UNINSTALL } from './host.ts'
import { CLEANUP, inProject, Projects } from './project.ts'
import { catalogue, difference } from './snapshot.ts'

let projects: Projects
// Each test installs the product anew, some of them three times.
vi.setConfig({ testTimeout: 60_000 })
beforeAll(async () => {
  projects = await Projects.start()
}, 60_000)
afterAll(() => projects?.cluster.stop(), 60_000)

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
  for (const [line] of notices.matchAll(/(?:alter table|create index concurrently) .*veste_ai_jobs.*;$/gm))
    await inProject(url, line)
  await inProject(url, `select estorno.register_job_table('veste_ai_jobs', 'Provador Virtual')`)
  expect((await registered(url)).length).toBe(4)
})

const UNFIT = [
  {
    upscaler_jobs: `
      create type public.job_status as enum ('queued', 'running', 'completed', 'failed', 'cancelled');
      drop index public.idx_upscaler_jobs_open;
      alter table public.upscaler_jobs alter column status drop default;
      alter table public.upscaler_jobs alter column status type public.job_status using status::public.job_status;
      create index on public.upscaler_jobs (created_at) where status not in ('completed', 'failed', 'cancelled')`,
    pose_changer_jobs: 'alter table public.pose_changer_jobs drop column created_at',
    video_upscaler_jobs: `
      alter table public.video_upscaler_jobs rename to videos;
      create view public.video_upscaler_jobs as select * from public.videos`,
  },
  {
    upscaler_jobs: 'alter table public.upscaler_jobs drop column status',
    pose_changer_jobs: `
      alter table public.pose_changer_jobs drop column id;
      alter table public.pose_changer_jobs add column id bigint generated always as identity primary key`,
    video_upscaler_jobs: `
      alter table public.video_upscaler_jobs add check (status in ('queued', 'running', 'completed', 'error'))`,
  },
]

test.each(UNFIT)(
  'those that cannot be registered are left out without a trace, and the others go on',
  async (unfit) => {
    const url = await projects.copy('the host before')
    for (const change of Object.values(unfit)) await inProject(url, change)
    const relations = `
    select relname from pg_class where relnamespace = 'public'::regnamespace and relname ~ '(upscaler|pose_changer)_jobs' order by 1`
    const before = await inProject(url, relations)
    const notices = await applyProduct(url)
    for (const table of Object.keys(unfit)) expect(notices).toContain(`public.${table} is left out; it lacks`)
    expect(await registered(url)).toEqual([{ table_name: 'veste_ai_jobs' }])
    expect(await inProject(url, relations)).toEqual(before)
    await inProject(url, 'select * from estorno.installation_notes()')
  },
)

test('one of another role is left out as well, with what Postgres says of it', async () => {
  const url = await projects.copy('the host before')
  const { pathname } = new URL(url)
  await withConnection(
    projects.cluster.url({ database: pathname.slice(1), user: SUPERUSER }),
    (sql) => sql`alter table public.veste_ai_jobs owner to supabase_admin`,
  )
  expect(await applyProduct(url)).toContain('public.veste_ai_jobs is left out: must be owner of table veste_ai_jobs')
  expect((await registered(url)).length).toBe(3)
  await inProject(url, 'select * from estorno.installation_notes()')
})

test('one that is partitioned is registered, and the uninstall takes its triggers away', async () => {
  const url = await projects.copy('the host before')
  await inProject(
    url,
    `create table public.banner_maker_jobs (like public.upscaler_jobs including defaults, primary key (id)) partition by hash (id);
     create table public.banner_maker_1 partition of public.banner_maker_jobs for values with (modulus 2, remainder 0);
     create table public.banner_maker_2 partition of public.banner_maker_jobs for values with (modulus 2, remainder 1)`,
  )
  const before = await catalogue(url)
  const notices = await applyProduct(url)
  expect(notices).not.toContain('banner')
  const [note] = await inProject(
    url,
    `select substring(detail from 'create index .*?;') as line from estorno.installation_notes() where object = 'public.banner_maker_jobs'`,
  )
  await inProject(url, `${note?.line} select estorno.register_job_table('banner_maker_jobs', 'Banners')`)
  expect(
    await inProject(
      url,
      `select count(*)::integer from pg_trigger where tgname = 'zz_estorno_keep_job_over' and tgrelid::regclass::text ~ 'banner'`,
    ),
  ).toEqual([{ count: 3 }])
  await applyFiles(url, [UNINSTALL])
  expect(difference(before, await catalogue(url))).toEqual([])
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
