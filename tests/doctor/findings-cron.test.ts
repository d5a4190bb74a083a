import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cleanupFile, hostFile, hosts } from '../hosts/host.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { withConnection } from '../support/databases.ts'
import { prepareHosted } from '../support/hosted.ts'
import { applyFiles, applyProduct } from '../support/migrate.ts'
import { START_MS } from './doctor.ts'
import { codesOf, findingsOf, placesOf } from './findings.ts'

let cluster: Cluster
let url: string

beforeAll(async () => {
  cluster = await startCluster({ version: 15, cron: true, durable: false })
  url = cluster.url({ database: 'postgres' })
  await prepareHosted(cluster, 'postgres', { grants: 'auto', extensions: ['pg_cron'] })
  await applyFiles(url, [...hosts['the host before'], cleanupFile('same')])
}, START_MS)
afterAll(() => cluster?.stop())

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

test('a command that ends jobs by itself is a cleaner too', async () => {
  await schedule(`update public.upscaler_jobs set status = 'cancelled' where created_at < now() - interval '1 hour'`)
  expect(codesOf(await findingsOf(url))).toContain('other_cleaner_scheduled')
})

const post = (key: string) =>
  `select net.http_post(url := 'https://example.com', headers := jsonb_build_object('Authorization', ${key}))`

test.each([
  ['a token', post(`'Bearer eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2ln'`)],
  ['a secret key', post(`'sb_secret_0123456789abcdef'`)],
  ['a setting that holds the key', post(`'Bearer ' || current_setting('app.settings.service_role_key')`)],
])('%s in a command is found, and never shown', async (_, command) => {
  await schedule(command)
  const found = (await findingsOf(url)).filter(({ code }) => code === 'key_in_cron')
  expect(found.map(({ where }) => where)).toEqual([expect.stringContaining('"estorno-externo"')])
  expect(JSON.stringify(found)).not.toMatch(/eyJ|0123456789/)
})

test('a key that the command reads from the vault is none', async () => {
  await schedule(
    post(`'Bearer ' || (select decrypted_secret from vault.decrypted_secrets where name = 'service_role_key')`),
  )
  expect(codesOf(await findingsOf(url))).not.toContain('key_in_cron')
})

test('once installed, the schedule is judged as the health is', async () => {
  await applyProduct(url)
  const ours = await findingsOf(url)
  expect(codesOf(ours).filter((code) => /cron|other_cleaner_scheduled/.test(code))).toEqual([])
  await run(`select cron.alter_job(jobid, active => false) from cron.job where jobname = 'cleanup-stale-ai-jobs'`)
  expect(placesOf(await findingsOf(url), 'cron_inactive')).toEqual(['the cleaner'])
})
