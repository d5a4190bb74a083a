import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { hosts } from '../hosts/host.ts'
import { ROOT } from '../support/command.ts'
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
