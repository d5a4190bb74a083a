import { copyFileSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { readCatalogue } from '../../bin/doctor/catalogue/read-catalogue.js'
import { readBrokenRecords } from '../../bin/doctor/catalogue/records.js'
import { databaseTarget } from '../../bin/doctor/database-target.js'
import { findingCodes } from '../../bin/doctor/findings/checks.js'
import { findAll } from '../../bin/doctor/findings/finding.js'
import { recordsBroken, recordsUnverified } from '../../bin/doctor/findings/records-broken.js'
import { type HostName, type HostTemplates, hosts, hostTemplates, refundFile } from '../hosts/host.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { ROOT } from '../support/command.ts'
import { withConnection } from '../support/databases.ts'
import { type DefaultGrants, prepareHosted } from '../support/hosted.ts'
import { applyFiles, applyProduct, migrations } from '../support/migrate.ts'
import { scratchFolder } from '../support/scratch.ts'
import { doctor, START_MS } from './doctor.ts'
import { codesOf, type Finding, findingsIn, findingsOf, placesOf } from './findings.ts'

let cluster: Cluster
let before: HostTemplates
let now: HostTemplates

vi.setConfig({ testTimeout: 30_000 })
beforeAll(async () => {
  cluster = await startCluster({ version: 15, durable: false })
  before = await hostTemplates(cluster, 'the host before')
  now = await hostTemplates(cluster, 'the host now')
}, START_MS)
afterAll(() => cluster?.stop(), START_MS)

const copyOf = async (template: string) => cluster.url({ database: await cluster.createDatabase({ template }) })

const run = (url: string, sql: string) => withConnection(url, (connection) => connection.unsafe(sql))

// One statement at a time, as an index made "concurrently" wants it.
async function runAll(url: string, statements: string[]) {
  for (const statement of statements) await run(url, statement)
}

const jobTables = ['pose_changer_jobs', 'upscaler_jobs', 'veste_ai_jobs', 'video_upscaler_jobs'].map(
  (t) => `public.${t}`,
)
const refund = 'public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)'

describe('the host before', () => {
  test('not installed yet: all of its holes light up', async () => {
    const findings = await findingsOf(await copyOf(before.bare))
    expect(codesOf(findings)).toEqual([
      'credits_without_lock',
      'cron_absent',
      'index_missing',
      'money_column_open',
      'money_function_open',
      'policy_always_true',
      'refund_always_monthly',
      'table_proves_nothing',
    ])
    expect(placesOf(findings, 'credits_without_lock')).toEqual([refund])
    expect(placesOf(findings, 'money_function_open')).toEqual([
      'public.consume_upscaler_credits(_user_id uuid, _amount integer, _description text)',
      refund,
    ])
    expect(placesOf(findings, 'money_column_open')).toEqual(jobTables)
    expect(placesOf(findings, 'policy_always_true')).toEqual([
      'policy "Anyone can do anything with jobs" on public.upscaler_jobs',
    ])
    expect(placesOf(findings, 'table_proves_nothing')).toEqual(jobTables)
  })

  test('installed: its own holes stay visible, the indexes are there', async () => {
    const codes = codesOf(await findingsOf(await copyOf(before.installed)))
    expect(codes).toContain('money_column_open')
    expect(codes).not.toContain('index_missing')
    expect(codes).not.toContain('cron_absent')
  })

  test('a table whose waiting jobs are said to be uncharged is not asked about that again', async () => {
    const url = await copyOf(before.installed)
    await run(url, `update estorno.job_tables set waiting_is_charged = false where table_name = 'upscaler_jobs'`)
    const unproven = (await findingsOf(url)).filter(({ code }) => code === 'table_proves_nothing')
    const asked = unproven.filter(({ mend }) => mend.includes('waiting_is_charged'))
    expect(placesOf(asked, 'table_proves_nothing')).toEqual(
      jobTables.filter((table) => table !== 'public.upscaler_jobs'),
    )
  })

  test('a table with the fitting index of the project lacks only the other one', async () => {
    const findings = await findingsOf(await copyOf(before.bare))
    const ofUpscaler = findings.filter(
      ({ code, where }) => code === 'index_missing' && where === 'public.upscaler_jobs',
    )
    expect(ofUpscaler.map(({ sql }) => sql)).toEqual([
      ['create index concurrently upscaler_jobs_history on public.upscaler_jobs (created_at desc, id desc);'],
    ])
  })

  test.each([
    ['v1', ['credits_without_lock', 'refund_always_monthly']],
    ['v2', ['credits_without_lock', 'refund_always_monthly']],
    ['v3', ['refund_always_monthly']],
    ['v4', []],
    ['v5', []],
  ] as const)('refund function %s: %j', async (body, expected) => {
    const url = await copyOf(before.installed)
    await applyFiles(url, [refundFile(body)])
    const findings = await findingsOf(url)
    const ofBody = findings.filter(({ code, where }) => where === refund && code !== 'money_function_open')
    expect(ofBody.map(({ code }) => code).sort()).toEqual(expected)
  })
})

describe('the host now', () => {
  test('not installed yet: its other ways to end a job and its forgotten tables', async () => {
    const findings = await findingsOf(await copyOf(now.bare))
    expect(placesOf(findings, 'refund_then_update')).toEqual([
      'public.admin_cancel_job(p_table_name text, p_job_id uuid)',
      'public.cleanup_all_stale_ai_jobs()',
    ])
    expect(placesOf(findings, 'other_cleaner')).toEqual([
      'public.admin_cancel_job(p_table_name text, p_job_id uuid)',
      'public.cleanup_all_stale_ai_jobs()',
    ])
    expect(placesOf(findings, 'money_function_self_guarded')).toEqual([
      'public.user_cancel_ai_job(p_table_name text, p_job_id uuid)',
    ])
    expect(placesOf(findings, 'money_function_open')).toContain(
      'public.mark_pending_job_as_failed(p_table_name text, p_job_id uuid, p_error text)',
    )
    expect(placesOf(findings, 'job_table_unregistered')).toContain('public.seedance_jobs')
    expect(codesOf(findings)).not.toContain('table_proves_nothing')
    expect(codesOf(findings)).not.toContain('policy_always_true')
  })

  test('installed: the cleanup that stepped aside rests', async () => {
    const findings = await findingsOf(await copyOf(now.installed))
    expect(placesOf(findings, 'other_cleaner')).toEqual(['public.admin_cancel_job(p_table_name text, p_job_id uuid)'])
  })

  test('an admin check is believed of those who are signed in, and of nobody else', async () => {
    const url = await copyOf(now.bare)
    expect(placesOf(await findingsOf(url), 'money_function_open')).toContain(refund)
    await run(url, 'revoke execute on function public.refund_upscaler_credits from public, anon')
    const findings = await findingsOf(url)
    expect(placesOf(findings, 'money_function_open')).not.toContain(refund)
    expect(placesOf(findings, 'money_function_self_guarded')).toContain(refund)
  })
})

describe.each<DefaultGrants>(['auto', 'explicit'])('our own baseline and the product, default grants: %s', (grants) => {
  let template: string
  beforeAll(async () => {
    template = await cluster.createDatabase()
    await prepareHosted(cluster, template, { grants, extensions: [] })
    await applyFiles(
      cluster.url({ database: template }),
      migrations().map(({ path }) => path),
    )
  }, START_MS)

  test('is silent', async () => {
    const url = await copyOf(template)
    expect(await findingsOf(url)).toEqual([])
    expect(await doctor({ url, args: [] })).toEqual({ code: 0, stdout: 'Nothing found.\n', stderr: '' })
  })

  test.each([
    ['money_function_open', 'grant execute on function public.grant_upscaler_credits to anon'],
    [
      'money_column_open',
      'grant update (balance) on public.upscaler_credits to authenticated; alter table public.upscaler_credits disable row level security',
    ],
    [
      'money_column_open',
      `grant insert on public.veste_ai_jobs to authenticated; create policy mine on public.veste_ai_jobs for insert with check (user_id = auth.uid())`,
    ],
    ['policy_always_true', `create policy "Service role" on public.upscaler_credit_transactions for all using (true)`],
    [
      'job_table_unregistered',
      'create table public.flyer_maker_jobs (like public.veste_ai_jobs including all); alter table public.flyer_maker_jobs enable row level security',
    ],
    ['index_missing', 'drop index public.pose_changer_jobs_unfinished'],
    [
      'other_cleaner',
      `create function public.sweep() returns void language sql as $$ update public.upscaler_jobs set status = 'failed' where created_at < now() - interval '10 minutes' and status = 'queued' $$; revoke execute on function public.sweep from public, anon, authenticated; grant execute on function public.sweep to service_role`,
    ],
  ])('%s appears, and its SQL as it stands there silences it', async (code, violation) => {
    const url = await copyOf(template)
    await run(url, violation)
    const findings = await findingsOf(url)
    expect(codesOf(findings)).toContain(code)
    await runAll(
      url,
      findings.flatMap(({ sql }) => sql),
    )
    expect(await findingsOf(url)).toEqual([])
  })

  test.each([
    [
      'a policy for admins alone',
      `grant update on public.upscaler_jobs to authenticated; create policy admins on public.upscaler_jobs for update using (public.has_role(auth.uid(), 'admin'))`,
    ],
    [
      'a policy for the service alone',
      'create policy service on public.upscaler_credits for all to service_role using (true)',
    ],
    [
      'columns that are no money',
      `grant insert (session_id) on public.veste_ai_jobs to authenticated; create policy mine on public.veste_ai_jobs for insert with check (user_id = auth.uid())`,
    ],
    [
      'a worker that ends its job',
      `create function public.mark_failed(job uuid) returns void language sql as $$ update public.upscaler_jobs set status = 'failed' where id = job $$; revoke execute on function public.mark_failed from public, anon, authenticated; grant execute on function public.mark_failed to service_role`,
    ],
    [
      'a comment that speaks of it',
      `create function public.harmless() returns integer language sql as $$ select 1 -- update upscaler_credits set balance = 0\n $$`,
    ],
  ])('%s is no finding', async (_, change) => {
    const url = await copyOf(template)
    await run(url, change)
    expect(await findingsOf(url)).toEqual([])
  })
})

test('on the hosts, the SQL of every finding runs, and leaves none that SQL could mend', async () => {
  const url = await copyOf(before.installed)
  const findings = await findingsOf(url)
  await runAll(
    url,
    findings.flatMap(({ sql }) => sql),
  )
  expect(codesOf(await findingsOf(url))).toEqual([
    'credits_without_lock',
    'refund_always_monthly',
    'table_proves_nothing',
  ])
})

// Apart from what stands in their file and line.
const TOLD_BY_TEXT = ['index_missing', 'job_table_unregistered', 'money_column_open', 'policy_always_true']
const placesInText = (findings: Finding[]) =>
  placesOf(findings.filter(({ code }) => TOLD_BY_TEXT.includes(code))).map((place) =>
    place.replace(/migrations\/\d+\.sql:\d+ |"/g, ''),
  )

test.each<HostName>(['the host before', 'the host now'])(
  'the migrations of %s tell what its database tells of tables',
  async (host) => {
    const { path } = scratchFolder('doctor')
    mkdirSync(join(path, 'supabase/migrations'), { recursive: true })
    for (const [i, file] of hosts[host].entries()) copyFileSync(file, join(path, `supabase/migrations/${i + 1}.sql`))
    const { bare } = host === 'the host now' ? now : before
    const inDatabase = placesInText(await findingsOf(await copyOf(bare)))
    expect(inDatabase.length).toBeGreaterThan(8)
    expect(placesInText(await findingsIn(path)).sort()).toEqual(inDatabase.sort())
  },
)

test('what hangs since long before the installation is told beforehand, with what the ledger took for it', async () => {
  const url = cluster.url({ database: await cluster.createDatabase() })
  await prepareHosted(cluster, new URL(url).pathname.slice(1), { grants: 'auto', extensions: [] })
  await applyFiles(url, hosts['our own baseline'])
  await run(
    url,
    `insert into auth.users (id) values ('00000000-0000-4000-8000-000000000001');
     select public.grant_upscaler_credits('00000000-0000-4000-8000-000000000001', 100);
     select public.start_ai_job('upscaler_jobs', '00000000-0000-4000-8000-000000000001', 60);
     update public.upscaler_jobs set user_credit_cost = 90000, created_at = now() - interval '25 hours'`,
  )
  const backlog = (findings: Finding[]) => findings.filter(({ code }) => code === 'backlog_of_the_past')
  expect(backlog(await findingsOf(url))).toMatchObject([
    { where: 'public.upscaler_jobs', what: expect.stringMatching(/24 hours: 1; .* back: 60\.$/) },
  ])
  await applyProduct(url)
  expect(backlog(await findingsOf(url))).toEqual([])
})

describe('the record', () => {
  let url: string
  beforeAll(async () => {
    url = await copyOf(before.installed)
    await run(url, 'select estorno.seal_records()')
  })
  const ofTheRecord = (findings: Finding[]) => findings.filter(({ code }) => code.startsWith('records_'))

  test('as it was sealed is no finding, a sealed line that was changed is one', async () => {
    expect(ofTheRecord(await findingsOf(url))).toEqual([])
    await run(
      url,
      `alter table estorno.tool_changes disable trigger user; update estorno.tool_changes set reason = 'x' where id = 2`,
    )
    expect(ofTheRecord(await findingsOf(url))).toMatchObject([
      {
        level: 'error',
        code: 'records_broken',
        where: 'estorno.tool_changes, ids 1 to 4',
        what: expect.stringContaining('not what it was'),
      },
    ])
  })

  test('that cannot be read in time is told, and costs the rest nothing', async () => {
    const locked = postgres(url, { max: 1 })
    const reader = postgres(url, { max: 1 })
    await locked`begin`
    await locked`lock table estorno.seals`
    const brokenRecords = await reader.begin(async (transaction) => {
      await transaction`set local statement_timeout = '50ms'`
      const read = await readBrokenRecords(transaction)
      await transaction`select 1`
      return read
    })
    await Promise.all([locked.end(), reader.end()])
    expect(brokenRecords).toBeUndefined()
    const catalogue = { ...(await readCatalogue(databaseTarget(url))), brokenRecords }
    expect(findAll([recordsBroken, recordsUnverified], catalogue)).toMatchObject([
      { level: 'warning', code: 'records_unverified' },
    ])
  })
})

test('a person reads the same, errors first', async () => {
  const { code, stdout } = await doctor({ url: await copyOf(now.bare), args: [] })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^\d+ errors, \d+ warnings\.\n\nERRORS\n/)
  expect(stdout.indexOf('\nWARNINGS\n')).toBeGreaterThan(stdout.indexOf('\nrefund_then_update: '))
  expect(stdout).toContain(`  ${refund}\n`)
})

test('a role that may not read the registry is one clear line: 2', async () => {
  const url = await copyOf(before.installed)
  const { code, stdout, stderr } = await doctor({ url: url.replace('postgres@', 'authenticator@'), args: [] })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain("use the owner's URL")
})

test('the page on the doctor explains every code, and no other', () => {
  const page = readFileSync(join(ROOT, 'docs/doctor.md'), 'utf8')
  const explained = [...page.matchAll(/^\| `(\w+)` *\|/gm)].map(([, code]) => code)
  expect(explained.sort()).toEqual([...findingCodes].sort())
})
