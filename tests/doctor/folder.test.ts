import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { hosts } from '../hosts/host.ts'
import { ROOT } from '../support/command.ts'
import { migrations } from '../support/migrate.ts'
import { scratchFolder } from '../support/scratch.ts'
import { findingsIn, placesOf } from './findings.ts'

/** A project whose supabase/ holds these files. */
function project(files: Record<string, string>): string {
  const { path } = scratchFolder('doctor')
  for (const [name, text] of Object.entries(files)) {
    const file = join(path, 'supabase', name)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
  }
  return path
}

const MINT = `create function public.mint(customer uuid) returns void language sql security definer as $$
  update public.upscaler_credits set balance = balance + 1000 where user_id = customer; $$;`

const places = async (files: Record<string, string>) => placesOf(await findingsIn(project(files)))

test('our own project is silent', async () => {
  expect(await findingsIn(ROOT)).toEqual([])
})

test("the host's migrations tell what its database tells of functions", async () => {
  const folder = project({ 'migrations/0.sql': '' })
  hosts['the host now'].forEach((file, i) => {
    copyFileSync(file, join(folder, 'supabase', 'migrations', `${i + 1}.sql`))
  })
  const findings = await findingsIn(folder)
  expect(placesOf(findings, 'refund_then_update')).toEqual([
    expect.stringMatching(/^migrations\/3\.sql:\d+ admin_cancel_job$/),
    expect.stringMatching(/^migrations\/5\.sql:2 cleanup_all_stale_ai_jobs$/),
  ])
  // The newest body counts, not the first one.
  expect(placesOf(findings, 'credits_without_lock')).toEqual([])
})

test('a definer function that moves money and was never closed', async () => {
  const open = `money_function_open migrations/1.sql:2 mint`
  const file = `-- Gives; credits.\n${MINT}`
  expect(await places({ 'migrations/1.sql': file })).toEqual([open])
  const closed = 'revoke all on function public.mint(uuid) from public, anon, authenticated;'
  expect(await places({ 'migrations/1.sql': file, 'migrations/2.sql': closed })).toEqual([])
  expect(await places({ 'migrations/1.sql': file, 'migrations/2.sql': 'drop function mint(uuid);' })).toEqual([])
  const reopened = `${closed}\ngrant execute on function mint(uuid) to anon;`
  expect(await places({ 'migrations/1.sql': file, 'migrations/2.sql': reopened })).toEqual([open])
})

test('a key in a scheduled command, with its line', async () => {
  const command = `select 1;\n\nselect cron.schedule('x', '* * * * *', $$select net.http_post(headers := '{"apikey": "sb_secret_0123456789"}')$$);`
  expect(await places({ 'migrations/1.sql': command })).toEqual(['key_in_cron migrations/1.sql:3'])
})

test('an Edge Function that refunds and ends the job by its id alone, with its line', async () => {
  const source = (filters: string) => `
    await client.rpc('refund_upscaler_credits', { _user_id: job.user_id, _amount: job.user_credit_cost })
    await client
      .from('upscaler_jobs')
      .update({ status: 'failed', error_message: 'Timeout' })
      .eq('id', job.id)${filters}
  `
  expect(await places({ 'functions/cancel/index.ts': source('') })).toEqual([
    'refund_then_update functions/cancel/index.ts:5',
  ])
  expect(await places({ 'functions/cancel/index.ts': source(`\n      .in('status', ['queued', 'running'])`) })).toEqual(
    [],
  )
})

test.each([
  [
    'nested braces',
    `client.from('upscaler_jobs').update({ status: 'failed', job_payload: { a: 1 } }).eq('id', id)`,
    true,
  ],
  [
    'a patch that has a name',
    `const patch = { status: 'failed' }\n client.from(table).update(patch).eq('id', id)`,
    true,
  ],
  ['a match', `client.from(table).update({ status: 'failed' }).match({ id })`, true],
  [
    'a status that is asked back',
    `client.from(table).update({ status: 'failed' }).eq('id', id).select('id, status')`,
    true,
  ],
  [
    'a match of the status too',
    `client.from(table).update({ status: 'failed' }).match({ id, status: 'running' })`,
    false,
  ],
  ['a patch without a status', `const patch = { error: 'x' }\n client.from(table).update(patch).eq('id', id)`, false],
  ['a table of no jobs', `client.from('profiles').update({ status: 'seen' }).eq('id', id)`, false],
])('an Edge Function that refunds and updates with %s', async (_, update, isFound) => {
  const source = `await client.rpc('refund_upscaler_credits', {})\nawait ${update}`
  expect(await places({ 'functions/cancel/index.ts': source })).toHaveLength(isFound ? 1 : 0)
})

test.each([
  [
    'one of two names',
    `${MINT} revoke execute on function public.other(a integer, b integer), public.mint(uuid) from public, anon, authenticated;`,
    0,
  ],
  [
    'a procedure',
    'create procedure public.mint() language sql security definer as $$ update public.upscaler_credits set balance = balance + 1 $$; revoke all on procedure public.mint() from public, anon, authenticated;',
    0,
  ],
  ['the default', `alter default privileges revoke execute on functions from public, anon, authenticated; ${MINT}`, 0],
  [
    'the default of one schema',
    `alter default privileges in schema public revoke execute on functions from public, anon, authenticated; ${MINT}`,
    1,
  ],
])('a function closed by %s', async (_, sql, count) => {
  expect(await places({ 'migrations/1.sql': sql })).toHaveLength(count)
})

const CLEANER = `create function public.clean() returns void language sql security definer as $$
  update public.upscaler_jobs set status = 'failed' where status = 'running' and created_at < now() - interval '10 minutes'; $$;
revoke all on function public.clean() from public, anon, authenticated, service_role;`
const scheduled = (name: string, command: string) => `select cron.schedule('${name}', '*/5 * * * *', $$${command}$$);`

test('a schedule of a cleaner, with its line, until it is taken back', async () => {
  const file = { 'migrations/1.sql': `${CLEANER}\n${scheduled('limpar', 'select public.clean()')}` }
  const [finding, ...others] = await findingsIn(project(file))
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    code: 'other_cleaner_scheduled',
    where: 'migrations/1.sql:4',
    sql: ["select cron.unschedule('limpar');"],
  })
  expect(await places({ ...file, 'migrations/2.sql': "select cron.unschedule('limpar');" })).toEqual([])
  expect(await places({ ...file, 'migrations/2.sql': scheduled('limpar', 'select 1') })).toEqual([])
})

test('a schedule of the contract name steps aside for the installation, and is found when it comes after it', async () => {
  const theirs = scheduled('limpar', 'SELECT PUBLIC.CLEANUP_ALL_STALE_AI_JOBS()')
  const ours = migrations().find(({ name }) => name.endsWith('_schedule_cleanup.sql'))?.path ?? ''
  const installation = readFileSync(ours, 'utf8')
  expect(await places({ 'migrations/1.sql': theirs })).toEqual(['other_cleaner_scheduled migrations/1.sql:1'])
  expect(await places({ 'migrations/1.sql': theirs, 'migrations/2.sql': installation })).toEqual([])
  expect(await places({ 'migrations/2.sql': installation, 'migrations/3.sql': theirs })).toEqual([
    'other_cleaner_scheduled migrations/3.sql:1',
  ])
})

test('a policy that is true, on a table that was made elsewhere, until it is dropped', async () => {
  const file = {
    'migrations/1.sql': 'create policy "Anyone" on public.upscaler_jobs for all using (true) with check (true);',
  }
  expect(await places(file)).toEqual(['policy_always_true migrations/1.sql:1 policy "Anyone" on public.upscaler_jobs'])
  const dropped = 'drop policy if exists "Anyone" on public.upscaler_jobs;'
  expect(await places({ ...file, 'migrations/2.sql': dropped })).toEqual([])
})

const TABLE = 'create table public.upscaler_credits (user_id uuid primary key, balance integer);'

test.each([
  ['nothing', '', ['insert', 'update']],
  ['row security', 'alter table public.upscaler_credits enable row level security;', []],
  ['taken rights', 'revoke all on table public.upscaler_credits from anon, authenticated;', []],
  ['one of two rights', 'revoke insert on all tables in schema public from anon, authenticated;', ['update']],
  ['rights taken from others', 'revoke all on public.upscaler_credits from public;', ['insert', 'update']],
  [
    'a block over its name',
    `do $$ begin execute format('alter table public.%I enable row level security', 'upscaler_credits'); end $$;`,
    [],
  ],
  [
    'row security with a policy for admins alone',
    `alter table upscaler_credits enable row level security;
     create policy admins on upscaler_credits for update to authenticated using (public.has_role(auth.uid(), 'admin'));`,
    [],
  ],
  [
    'row security with a policy for whoever owns it',
    `alter table upscaler_credits enable row level security;
     create policy mine on upscaler_credits for update to authenticated using (user_id = auth.uid());`,
    ['update'],
  ],
])('a table of credits, closed by %s', async (_, closing, verbs) => {
  const findings = await findingsIn(project({ 'migrations/1.sql': `${TABLE}\n${closing}` }))
  const told = findings.map(({ what }) => ['insert', 'update'].filter((verb) => what.includes(verb)))
  expect(told).toEqual(verbs.length > 0 ? [verbs] : [])
})
