import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type FunctionServer, startFunctionServer } from '../../dev/function-server.ts'
import { ROOT } from '../support/command.ts'
import type { DefaultGrants } from '../support/hosted.ts'
import { type ScratchFolder, scratchFolder } from '../support/scratch.ts'
import { type ApiRequest, apiCells, insideRequests, send, wrongAnswers } from './api-cells.ts'
import { type ApiWorld, createApiWorld } from './api-world.ts'
import { callers } from './callers.ts'
import type { JobKind, Person } from './scene.ts'

// Hundreds of requests each: on a busy machine they take their time.
vi.setConfig({ testTimeout: 60_000 })

// All there is of them: each has its cells below.
const EDGE_FUNCTION = 'admin-cancel-job'

test('every Edge Function has its cells', () => {
  const folder = join(ROOT, 'supabase')
  const withIndex = globSync('functions/*/index.*', { cwd: folder }).map((path) => path.split('/')[1])
  const config = readFileSync(join(folder, 'config.toml'), 'utf8')
  const configured = [...config.matchAll(/^\[functions\.([\w-]+)/gm)].map(([, name]) => name)
  expect(new Set([...withIndex, ...configured])).toEqual(new Set([EDGE_FUNCTION]))
})

const printShape = z.object({ print: z.string() })

const eachCaller = callers.map((caller) => [caller.name, caller] as const)

describe.each<DefaultGrants>(['auto', 'explicit'])('under default grants that are %s', (grants) => {
  let world: ApiWorld

  beforeAll(async () => {
    world = await createApiWorld(grants)
  }, 120_000)

  afterAll(() => world?.close(), 30_000)

  async function fingerprint(): Promise<string> {
    const [row] = await world.sql`select tests.fingerprint() as print`
    return printShape.parse(row).print
  }

  const openToAnybody = z.object({ tables: z.boolean(), functions: z.boolean() })

  test('what the owner of the database makes next is open to customers, or is not', async () => {
    await world.sql.unsafe('begin')
    await world.sql`create table public.newcomer ()`
    await world.sql`create function public.newcomer() returns integer language sql as 'select 1'`
    await world.sql`revoke all on function public.newcomer() from public`
    const [made] = await world.sql`
    select has_table_privilege('authenticated', 'public.newcomer', 'select, insert, update, delete') as tables,
      has_function_privilege('authenticated', 'public.newcomer()', 'execute') as functions`
    await world.sql.unsafe('rollback')
    const isOpen = grants === 'auto'
    expect(openToAnybody.parse(made)).toEqual({ tables: isOpen, functions: isOpen })
  })

  const withoutLimits = () =>
    world.sql`select estorno.change_settings(acts_per_minute => null, daily_credit_cap => 1000000)`

  describe('through the real API', () => {
    test.each(eachCaller)('%s: what is refused is refused, and nothing has changed', async (name, caller) => {
      const before = await fingerprint()
      const cells = apiCells(caller, world).filter(({ expected }) => expected !== 'done')
      expect(cells.length).toBeGreaterThan(30)
      expect(await wrongAnswers(world, name, cells)).toEqual([])
      expect(await fingerprint()).toBe(before)
    })

    // Whatever is not in public does not exist for the API.
    test.each(['publishable key', 'customer on own rows', 'admin', 'service role'] as const)(
      '%s: reaches nothing beside the schema that is exposed',
      async (name) => {
        const before = await fingerprint()
        const requests: ApiRequest[] = [
          ...insideRequests(world),
          { method: 'GET', path: '/rest/v1/users', headers: { 'accept-profile': 'auth' } },
          { method: 'GET', path: '/rest/v1/estorno.settlements' },
          { method: 'GET', path: '/rest/v1/upscaler_jobs?select=*,settlements(*)' },
          ...['estorno.cleanup_stale_jobs', 'set_config', 'pg_sleep', '..%2f..%2fauth%2fv1%2fadmin%2fusers'].map(
            (name) => ({ method: 'POST', path: `/rest/v1/rpc/${name}`, body: {} }),
          ),
        ]
        for (const request of requests) {
          const { status } = await send(world, name, request)
          expect(`${request.method} ${request.path}: ${status}`).toMatch(/: 40[0-9]$/)
        }
        expect(await fingerprint()).toBe(before)
      },
    )

    // What else is refused there asks the other admins for more, or says yes to one: it gives nothing back.
    const UNLIMITED = ['admin_request_cap_raise', 'admin_confirm_cap_raise']

    test('an admin over the limit: each act is refused with 429, and nothing has changed', async () => {
      await world.sql`select tests.exhaust(${world.scene.people.admin.id})`
      const before = await fingerprint()
      const limited = world.catalogue.functions.filter(
        ({ schema, name, writes }) =>
          schema === 'public' && writes && name.startsWith('admin_') && !UNLIMITED.includes(name),
      )
      expect(limited.length).toBeGreaterThan(7)
      const acts = callers
        .filter(({ name }) => name === 'admin')
        .flatMap((admin) => apiCells(admin, world))
        .filter(({ method, what }) => method === 'POST' && limited.some(({ object }) => what.startsWith(object)))
      expect(acts).toHaveLength(limited.length)
      for (const act of acts) {
        const { status, text } = await send(world, 'admin', act)
        expect([act.what, status, JSON.parse(text)]).toMatchObject([act.what, 429, { hint: 'rate_limited' }])
      }
      expect(await fingerprint()).toBe(before)
      await withoutLimits()
    })
  })

  describe('through the Edge Function', () => {
    let cache: ScratchFolder
    let edgeFunction: FunctionServer

    beforeAll(async () => {
      cache = scratchFolder('attacks-deno')
      edgeFunction = await startFunctionServer(world.origin, world.publishableKey, cache.path)
    }, 30_000)

    afterAll(async () => {
      await edgeFunction?.stop()
      cache.remove()
    })

    const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

    type Aim = { of?: Person; kind?: JobKind }

    async function call(
      method: string,
      headers: Record<string, string>,
      { of = 'victim', kind = 'running' }: Aim = {},
    ) {
      const jobId = world.scene.people[of].jobs[kind]
      const answer = await fetch(`http://127.0.0.1:${edgeFunction.port}/${EDGE_FUNCTION}`, {
        method,
        headers: { 'content-type': 'application/json', ...headers },
        body: method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify({ table: 'upscaler_jobs', jobId }),
      })
      const text = await answer.text()
      return { status: answer.status, text, retryAfter: answer.headers.get('retry-after') }
    }

    test.each(eachCaller.filter(([name]) => name !== 'admin'))(
      '%s ends nothing, by any method',
      async (name, { enters, goesFor }) => {
        const before = await fingerprint()
        const headers = world.headersOf[name]
        for (const method of methods)
          expect((await call(method, headers, { of: goesFor })).status).toBe(method === 'OPTIONS' ? 204 : 405)
        const { status, text } = await call('POST', headers, { of: goesFor })
        const knownToAuth = enters?.kind === 'signed in' && name !== 'token of nobody'
        expect([status, JSON.parse(text).code]).toEqual(knownToAuth ? [403, 'not_admin'] : [401, 'unauthenticated'])
        expect(await fingerprint()).toBe(before)
      },
    )

    test('an admin ends the one job by POST, and by nothing else', async () => {
      const before = await fingerprint()
      for (const method of methods) await call(method, world.headersOf.admin)
      expect(await fingerprint()).toBe(before)
      const { status, text } = await call('POST', world.headersOf.admin)
      expect([status, JSON.parse(text)]).toMatchObject([200, { success: true, refundedCredits: 60 }])
    })

    test('an admin over a limit is told how long to wait, and nothing has changed', async () => {
      const { id } = world.scene.people.admin
      const number = expect.any(Number)
      const cap = { capCredits: 0, usedCredits: number, askedCredits: 60 }
      const limits = [
        [world.sql`select estorno.change_settings(daily_credit_cap => 0)`, cap],
        [world.sql`select tests.exhaust(${id})`, {}],
      ] as const
      for (const [reach, figures] of limits) {
        await reach
        const before = await fingerprint()
        const { status, text, retryAfter } = await call('POST', world.headersOf.admin, { kind: 'stale' })
        const answer = JSON.parse(text)
        const refusal = { success: false, code: 'rate_limited', message: expect.any(String), retryAfterSeconds: number }
        expect([status, answer]).toEqual([429, { ...refusal, ...figures }])
        expect(retryAfter).toBe(String(answer.retryAfterSeconds))
        expect(await fingerprint()).toBe(before)
      }
      await withoutLimits()
    })
  })

  // Last, because these write.
  describe('what is allowed', () => {
    test.each(eachCaller.filter(([, { enters }]) => enters))('%s: is done', async (name, caller) => {
      const cells = apiCells(caller, world).filter(({ expected }) => expected === 'done')
      expect(await wrongAnswers(world, name, cells)).toEqual([])
    })
  })
})
