import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { cleanupFile, hostFile, hosts } from '../hosts/host.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { withConnection } from '../support/databases.ts'
import { prepareHosted } from '../support/hosted.ts'
import { applyFiles, applyProduct } from '../support/migrate.ts'
import { START_MS } from './doctor.ts'
import { codesOf, findingsOf, placesOf } from './findings.ts'

let cluster: Cluster
let url: string

vi.setConfig({ testTimeout: 30_000 })
beforeAll(async () => {
  cluster = await startCluster({ version: 15, cron: true, durable: false })
  url = cluster.url({ database: 'postgres' })
  await prepareHosted(cluster, 'postgres', { grants: 'auto', extensions: ['pg_cron'] })
  await applyFiles(url, [...hosts['the host before'], cleanupFile('same')])
}, START_MS)
afterAll(() => cluster?.stop(), START_MS)

const run = (sql: string) => withConnection(url, (connection) => connection.unsafe(sql))

const schedule = (command: string) =>
  run(`select cron.schedule('estorno-externo', '0 0 1 1 *', $command$${command}$command$)`)

beforeEach(() => run('select cron.unschedule(jobid) from cron.job'))

test("the project's own cleanup on a schedule is found while it is active, and its SQL switches it off", async () => {
  await applyFiles(url, [hostFile('cron.sql')])
  const findings = await findingsOf(url)
  expect(placesOf(findings, 'other_cleaner_scheduled')).toEqual([
    expect.stringMatching(/^cron job \d+ "limpar-jobs-travados"$/),
    expect.stringMatching(/^cron job \d+ "cleanup-stale-ai-jobs"$/),
  ])
  for (const { code, sql } of findings) {
    if (code === 'other_cleaner_scheduled') for (const statement of sql) await run(statement)
  }
  expect(codesOf(await findingsOf(url))).not.toContain('other_cleaner_scheduled')
})

test('a command that calls a cleaner through another function is found', async () => {
  await run(
    `create function public.clean_via() returns void language sql as $$ select public.cleanup_all_stale_ai_jobs() $$`,
  )
  await schedule('select public.clean_via()')
  expect(codesOf(await findingsOf(url))).toContain('other_cleaner_scheduled')
})

test('a command that ends jobs by itself is a cleaner too', async () => {
  await schedule(`update public.upscaler_jobs set status = 'cancelled' where created_at < now() - interval '1 hour'`)
  expect(codesOf(await findingsOf(url))).toContain('other_cleaner_scheduled')
})

test.each([
  ['deletes jobs that run', `status = 'running'`, true],
  ['deletes jobs that are over', `status in ('completed', 'failed')`, false],
])('a command that %s', async (_, condition, isFound) => {
  await schedule(`delete from public.upscaler_jobs where ${condition} and created_at < now() - interval '1 hour'`)
  expect(codesOf(await findingsOf(url)).includes('other_cleaner_scheduled')).toBe(isFound)
})

const tokenOf = (role: string) =>
  ['{"alg":"HS256"}', `{"role":"${role}"}`, 'sig'].map((part) => Buffer.from(part).toString('base64url')).join('.')

const post = (key: string) =>
  `select net.http_post(url := 'https://example.com', headers := jsonb_build_object('Authorization', ${key}))`

test.each([
  ['a token of the service', post(`'Bearer ${tokenOf('service_role')}'`)],
  ['a token in another form', post(`'Bearer eyJhbGciOiJIUzI1NiJ9.bm8gdG9rZW4.c2ln'`)],
  ['a secret of its own', `select net.http_post(headers := '{"x-cron-secret": "0123456789abcdef"}')`],
  ['a secret, built', `select net.http_post(headers := jsonb_build_object('x-api-key', '0123456789abcdef'))`],
  ['a secret in an address', `select net.http_get('https://example.com/clean?secret=0123456789abcdef')`],
  ['a name and a password', post(`'Basic Y3JvbjowMTIzNDU2Nzg5'`)],
  ['a secret key', post(`'sb_secret_0123456789abcdef'`)],
  ['a setting that holds the key', post(`'Bearer ' || current_setting('app.settings.service_role_key')`)],
])('%s in a command is found, and never shown', async (_, command) => {
  await schedule(command)
  const found = (await findingsOf(url)).filter(({ code }) => code === 'key_in_cron')
  expect(found.map(({ where }) => where)).toEqual([expect.stringContaining('"estorno-externo"')])
  expect(JSON.stringify(found)).not.toMatch(/eyJ|0123456789/)
})

test.each([
  [
    'a key that the command reads from the vault',
    post(`'Bearer ' || (select decrypted_secret from vault.decrypted_secrets where name = 'service_role_key')`),
  ],
  ['the public token', post(`'Bearer ${tokenOf('anon')}'`)],
  ['the public key', post(`'Bearer sb_publishable_0123456789abcdef'`)],
])('%s is none', async (_, command) => {
  await schedule(command)
  expect(codesOf(await findingsOf(url))).not.toContain('key_in_cron')
})

test('once installed, the schedule is judged as the health is', async () => {
  await applyProduct(url)
  const ours = await findingsOf(url)
  expect(codesOf(ours).filter((code) => /cron|other_cleaner_scheduled/.test(code))).toEqual([])
  await run(`select cron.alter_job(jobid, active => false) from cron.job where jobname = 'cleanup-stale-ai-jobs'`)
  expect(placesOf(await findingsOf(url), 'cron_inactive')).toEqual(['the cleaner'])
})

test("once installed, a schedule of the project's own for the cleanup is found, however it is called", async () => {
  await run(
    'create or replace function public.tidy() returns void language sql as $$ select cleanup_all_stale_ai_jobs() $$',
  )
  await run(`select cron.schedule('capitais', '0 0 1 1 *', 'SELECT PUBLIC.CLEANUP_ALL_STALE_AI_JOBS();')`)
  await run(`select cron.schedule('por-outra', '0 0 1 1 *', 'select public.tidy()')`)
  expect(placesOf(await findingsOf(url), 'other_cleaner_scheduled')).toEqual([
    expect.stringMatching(/"capitais"$/),
    expect.stringMatching(/"por-outra"$/),
  ])
})
