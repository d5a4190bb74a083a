import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { JOB_TABLES } from '../races/world.ts'
import { applyFiles, applyProduct } from '../support/migrate.ts'
import { Grounds, grounds } from './ground.ts'
import { UNINSTALL } from './host.ts'
import { booksOf, CREDITS, callers, cancelOnce, jobRow, makeJob, runCleanup, webhook } from './scene.ts'

const CANCELLED = 'Cancelado pelo administrador. Créditos estornados.'
const TIMED_OUT = 'Trabalho cancelado automaticamente após 10 minutos. Créditos estornados.'

const all = new Grounds()
vi.setConfig({ testTimeout: 30_000 })
beforeAll(() => all.start(), 60_000)
afterAll(() => all.stop(), 60_000)

describe.each(grounds)('on $name', (ground) => {
  test.each(Object.entries(callers))('%s ends jobs of all four tables and the credits go back once', (_, end) =>
    all.run(ground, async (scene) => {
      for (const table of JOB_TABLES) {
        const [stale, young] = [
          await makeJob(scene, { table }),
          await makeJob(scene, { table, minutesAgo: 9, cost: 5 }),
        ]
        const before = await booksOf(scene)
        await end(scene, stale)
        await end(scene, stale)
        expect(await booksOf(scene)).toEqual({ balance: before.balance + 60, refunds: before.refunds + 1 })
        expect(await jobRow(scene, stale)).toMatchObject({
          status: expect.stringMatching(/failed|cancelled/),
          error_message: expect.stringMatching(/Créditos estornados\.$/),
          completed_at: expect.any(Date),
        })
        expect(await jobRow(scene, young)).toMatchObject({ status: 'queued', completed_at: null })
      }
    }),
  )

  test('a second cancel answers with the figures of the first', () =>
    all.run(ground, async (scene) => {
      const job = await makeJob(scene, { status: 'running', minutesAgo: 1 })
      expect(await cancelOnce(scene, job)).toMatchObject({ outcome: 'cancelled', refunded: 60, balance: CREDITS })
      expect(await cancelOnce(scene, job)).toMatchObject({ outcome: 'replayed', refunded: 60, balance: CREDITS })
      expect(await booksOf(scene)).toEqual({ balance: CREDITS, refunds: 1 })
      expect(await jobRow(scene, job)).toMatchObject({ status: 'cancelled', error_message: CANCELLED })
    }))

  test('a result that comes after the refund is kept, not delivered, and no error for who brings it', () =>
    all.run(ground, async (scene) => {
      const job = await makeJob(scene, { status: 'running' })
      await runCleanup(scene)
      await webhook(scene, job, { status: 'completed', output_url: 'https://example.com/late.png', task_id: 'late' })
      expect(await jobRow(scene, job)).toMatchObject({
        status: 'failed',
        error_message: TIMED_OUT,
        output_url: null,
        task_id: 'late',
      })
      expect([...(await scene.owner`select job_id, output_url from estorno.late_results`)]).toEqual([
        { job_id: job.id, output_url: 'https://example.com/late.png' },
      ])
      expect(await booksOf(scene)).toEqual({ balance: CREDITS, refunds: 1 })
    }))

  test('a refund that answers false leaves the job as it was, on the list, and is made once it can be', () =>
    all.run(ground, async (scene) => {
      const job = await makeJob(scene)
      await scene.owner`alter function public.refund_upscaler_credits rename to refund_that_works`
      await scene.owner`
        create function public.refund_upscaler_credits(_user_id uuid, _amount integer, _description text)
        returns table (success boolean, new_balance integer, error_message text)
        language sql security definer as $$ select false, 0, 'Acesso negado' $$`
      await expect(cancelOnce(scene, job)).rejects.toMatchObject({ code: 'PT500' })
      await runCleanup(scene)
      expect(await jobRow(scene, job)).toMatchObject({ status: 'queued', completed_at: null, error_message: null })
      expect(await booksOf(scene)).toEqual({ balance: CREDITS - 60, refunds: 0 })
      expect([...(await scene.owner`select reason, detail from estorno.attention`)]).toEqual([
        { reason: 'refund_failed', detail: 'Acesso negado' },
      ])
      await scene.owner`drop function public.refund_upscaler_credits`
      await scene.owner`alter function public.refund_that_works rename to refund_upscaler_credits`
      await runCleanup(scene)
      expect(await jobRow(scene, job)).toMatchObject({ status: 'failed', error_message: TIMED_OUT })
      expect(await booksOf(scene)).toEqual({ balance: CREDITS, refunds: 1 })
    }))

  test('a trigger of the project that refunds as well: the job stays open, which is said, and nothing is paid twice', () =>
    all.run(ground, async (scene) => {
      const job = await makeJob(scene)
      await scene.owner.unsafe(`
        create function public.refund_what_fails() returns trigger language plpgsql security definer set search_path to 'public' as $$
        begin
          if new.status in ('failed', 'cancelled') and old.status <> new.status then
            perform refund_upscaler_credits(new.user_id, new.user_credit_cost, 'Falhou: estorno automático');
          end if;
          return new;
        end $$;
        create trigger on_failure after update on public.upscaler_jobs for each row execute function public.refund_what_fails()`)
      await expect(cancelOnce(scene, job)).rejects.toMatchObject({ code: 'PT500' })
      await runCleanup(scene)
      expect(await jobRow(scene, job)).toMatchObject({ status: 'queued', completed_at: null, error_message: null })
      expect(await booksOf(scene)).toEqual({ balance: CREDITS - 60, refunds: 0 })
      expect([...(await scene.owner`select reason, detail from estorno.attention`)]).toEqual([
        {
          reason: 'refund_failed',
          detail: expect.stringMatching(
            /another trigger .* also refunds: .* by 60 .*on_failure \(public.refund_what_fails\)/,
          ),
        },
      ])
      await scene.owner`drop trigger on_failure on public.upscaler_jobs`
      await runCleanup(scene)
      expect(await booksOf(scene)).toEqual({ balance: CREDITS, refunds: 1 })
    }))

  test('a waiting job that is not charged yet ends with 0', () =>
    all.run(ground, async (scene) => {
      if (ground.proof !== 'charged_column') {
        await scene.owner`select estorno.register_job_table('upscaler_jobs', 'Upscaler', waiting_is_charged => false)`
      }
      const job = await makeJob(scene, { charged: false })
      await runCleanup(scene)
      expect(await jobRow(scene, job)).toMatchObject({
        status: 'failed',
        error_message: 'Trabalho cancelado automaticamente após 10 minutos.',
      })
      expect(await booksOf(scene)).toEqual({ balance: CREDITS, refunds: 0 })
    }))

  test('a job without a customer is found, cancelled, and gives nothing back', () =>
    all.run(ground, async (scene) => {
      const job = await makeJob(scene, { customer: null })
      expect(await cancelOnce(scene, job)).toMatchObject({ outcome: 'cancelled', refunded: 0, balance: null })
      expect(await jobRow(scene, job)).toMatchObject({
        status: 'cancelled',
        error_message: 'Cancelado pelo administrador.',
      })
    }))

  test('what hung for more than a day before the installation waits for an admin', () =>
    all.run(
      ground,
      async (scene, url) => {
        const [old, recent] = [await makeJob(scene, { minutesAgo: 24 * 60 + 11 }), await makeJob(scene)]
        await applyProduct(url)
        const notes = await scene.owner`
          select kind, object, detail from estorno.installation_notes() where kind = 'predates_installation'`
        expect([...notes]).toEqual([
          { kind: 'predates_installation', object: 'public.upscaler_jobs', detail: '1 jobs, 60 credits' },
        ])
        await runCleanup(scene)
        expect(await jobRow(scene, old)).toMatchObject({ status: 'queued' })
        expect(await jobRow(scene, recent)).toMatchObject({ status: 'failed' })
        expect(await cancelOnce(scene, old)).toMatchObject({ outcome: 'cancelled', refunded: 60 })
        expect(await booksOf(scene)).toEqual({ balance: CREDITS, refunds: 2 })
      },
      'bare',
    ))

  test('a fifth tool whose columns have other names is one call, and one call takes it out', () =>
    all.run(ground, async (scene) => {
      const { owner, customer, admin } = scene
      await owner`
        create table public.banner_maker_jobs (
          id uuid primary key default gen_random_uuid(), owner_id uuid, status text, price integer, began_at timestamptz,
          error_message text, created_at timestamptz default now(), completed_at timestamptz)`
      await owner`
        create index on public.banner_maker_jobs (created_at) where status not in ('done', 'failed', 'cancelled')`
      await owner`
        select estorno.register_job_table('banner_maker_jobs', 'Banners', customer_column => 'owner_id', cost_column => 'price',
          started_column => 'began_at', running_statuses => '{processing}', over_statuses => '{done,failed,cancelled}',
          delivered_statuses => '{done}')`
      await owner`
        insert into public.banner_maker_jobs (owner_id, status, price, began_at, created_at) values
          (${customer}, 'processing', 7, now() - interval '11 minutes', now() - interval '1 hour'),
          (${customer}, 'processing', 8, now() - interval '1 minute', now() - interval '1 hour')`
      await runCleanup(scene)
      expect(await booksOf(scene)).toEqual({ balance: CREDITS + 7, refunds: 1 })
      const [running] = await owner<[{ id: string }]>`
        select id from public.banner_maker_jobs where status = 'processing'`
      const [cancelled] = await scene.callers.begin(async (sql) => {
        await sql`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${JSON.stringify({ sub: admin })}, true)`
        expect([
          ...(await sql`select tool_label, cost from public.admin_list_ai_jobs('banner_maker_jobs') order by cost`),
        ]).toEqual([
          { tool_label: 'Banners', cost: 7 },
          { tool_label: 'Banners', cost: 8 },
        ])
        return sql`select outcome, refunded_credits from public.admin_cancel_ai_job('banner_maker_jobs', ${running.id})`
      })
      expect(cancelled).toEqual({ outcome: 'cancelled', refunded_credits: 8 })
      await owner`select estorno.unregister_job_table('banner_maker_jobs')`
      expect([...(await owner`select from pg_trigger where tgrelid = 'public.banner_maker_jobs'::regclass`)]).toEqual(
        [],
      )
    }))

  test('the registry and the list of tools say what a table can prove', () =>
    all.run(ground, async ({ owner, callers, admin }) => {
      expect([...(await owner`select distinct charge_proof from estorno.registered_tools`)]).toEqual([
        { charge_proof: ground.proof },
      ])
      const tools = await callers.begin(async (sql) => {
        await sql`select set_config('role', 'authenticated', true), set_config('request.jwt.claims', ${JSON.stringify({ sub: admin })}, true)`
        return sql`select distinct charge_proof, waiting_is_charged from public.admin_list_ai_tools()`
      })
      expect([...tools]).toEqual([{ charge_proof: ground.proof, waiting_is_charged: true }])
    }))

  test('after jobs were ended, taking the product out leaves them ended and the project writable', () =>
    all.run(ground, async (scene, url) => {
      const job = await makeJob(scene)
      await runCleanup(scene)
      const [row, books] = [await jobRow(scene, job), await booksOf(scene)]
      await applyFiles(url, [UNINSTALL])
      expect(await jobRow(scene, job)).toEqual(row)
      expect(await booksOf(scene)).toEqual(books)
      await webhook(scene, job, { status: 'completed' })
      expect(await jobRow(scene, job)).toMatchObject({ status: 'completed' })
    }))
})
