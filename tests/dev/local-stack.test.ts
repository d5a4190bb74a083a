import { readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../supabase/functions/_shared/database.types.ts'
import { type LocalStack, runDevScript, startLocalStack } from './local-stack.ts'

const publishableKey = 'sb_publishable_estorno_local_development'
let dataFolder: string
let stack: LocalStack

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'estorno-stack-'))
  stack = await startLocalStack({ dataFolder })
}, 60_000)

afterAll(async () => {
  await stack.stop()
  await rm(dataFolder, { recursive: true })
})

async function signIn(email: string) {
  const client = createClient<Database>(stack.origin, publishableKey, { auth: { persistSession: false } })
  const { data, error } = await client.auth.signInWithPassword({ email, password: 'demo-password' })
  if (error) throw error
  return { client, token: data.session.access_token }
}

async function demoJobId(): Promise<string> {
  const { client } = await signIn('admin@example.com')
  const { data } = await client.rpc('admin_list_ai_jobs', { tool: 'upscaler_jobs', page_size: 200 }).throwOnError()
  const [job, ...others] = data.filter(({ status, cost }) => status === 'running' && cost === 60)
  if (!job || others.length > 0) throw new Error('There is not exactly one running job of cost 60')
  return job.id
}

function cancel(token: string | undefined, jobId: string): Promise<Response> {
  return fetch(`${stack.origin}/functions/v1/admin-cancel-job`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ table: 'upscaler_jobs', jobId }),
  })
}

/** Every process whose parent, or parent's parent, is the given one. */
function descendants(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? []
        return Number(parent) === pid ? [Number(name)] : []
      } catch {
        return []
      }
    })
  return children.flatMap((child) => [child, ...descendants(child)])
}

describe('one origin', () => {
  test('serves the panel, with the key of the local stack in it', async () => {
    expect(await (await fetch(`${stack.origin}/`)).text()).toContain('<div id="root">')
    expect(await (await fetch(`${stack.origin}/src/integrations/supabase/client.ts`)).text()).toContain(publishableKey)
  })

  test('refuses a request without a key, and gives a stranger with the public one nothing', async () => {
    expect((await fetch(`${stack.origin}/rest/v1/upscaler_jobs`)).status).toBe(401)
    const stranger = createClient<Database>(stack.origin, publishableKey, { auth: { persistSession: false } })
    expect((await stranger.from('upscaler_jobs').select()).error?.code).toBe('42501')
  })

  test('lets a customer read their own credits and change none', async () => {
    const { client } = await signIn('cliente@example.com')
    const { data } = await client.from('upscaler_credits').select().throwOnError()
    expect(data).toHaveLength(1)
    const change = await client.from('upscaler_credits').update({ balance: 9_000 }).gte('balance', 0)
    expect(change.error?.code).toBe('42501')
    expect((await client.rpc('admin_list_ai_tools')).error?.code).toBe('42501')
  })

  test('serves the Edge Function: strangers, customers and forgers are refused', async () => {
    const customer = await signIn('cliente@example.com')
    const jobId = await demoJobId()
    expect((await cancel(undefined, jobId)).status).toBe(401)
    expect((await cancel(`${customer.token}x`, jobId)).status).toBe(401)
    expect((await cancel(customer.token, jobId)).status).toBe(403)
  })
})

test('the secrets are their owner’s alone', () => {
  expect(statSync(join(dataFolder, 'secrets.json')).mode & 0o077).toBe(0)
})

test('the data folder cannot be taken or reset while the stack runs', async () => {
  for (const script of ['start.ts', 'reset.ts'] as const) {
    const second = runDevScript(script, { dataFolder, port: 1 + Number(new URL(stack.origin).port) })
    expect(await second.ended).toBe(1)
    expect(second.output().trim().split('\n')).toEqual([expect.stringContaining('in use')])
  }
})

test('an admin cancels the demo job, a restart keeps that, and no process is left behind', async () => {
  const jobId = await demoJobId()
  const customer = await signIn('cliente@example.com')
  const balance = async () =>
    (await customer.client.from('upscaler_credits').select().single().throwOnError()).data.balance
  const before = await balance()
  const admin = await signIn('admin@example.com')
  const answer = await (await cancel(admin.token, jobId)).json()
  expect(answer).toMatchObject({ success: true, refundedCredits: 60, replayed: false })
  expect(answer.newBalance).toBeGreaterThanOrEqual(before + 60)
  expect(await balance()).toBeGreaterThanOrEqual(before + 60)

  const processes = descendants(stack.child.pid ?? 0)
  expect(processes.length).toBeGreaterThan(0)
  expect(await stack.stop('SIGINT')).toBe(0)
  expect(processes.filter((pid) => readdirSync('/proc').includes(String(pid)))).toEqual([])

  stack = await startLocalStack({ dataFolder })
  expect(stack.output()).not.toContain('_baseline.sql')
  const again = await signIn('admin@example.com')
  expect(await (await cancel(again.token, jobId)).json()).toMatchObject({ refundedCredits: 60, replayed: true })
}, 60_000)
