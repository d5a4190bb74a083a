import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { applyFiles } from '../support/migrate.ts'
import { Grounds, grounds } from './ground.ts'
import { REFUND_BODIES, refundFile } from './host.ts'
import { booksOf, CREDITS, callers, jobRow, makeJob, runCleanup } from './scene.ts'

const all = new Grounds()
vi.setConfig({ testTimeout: 30_000 })
beforeAll(() => all.start(), 60_000)
afterAll(() => all.stop(), 60_000)

describe.each(grounds.filter(({ host }) => host !== 'our own baseline'))(
  'the bodies of the refund function on $name',
  (ground) => {
    test.each(REFUND_BODIES)('%s pays for each caller', (body) =>
      all.run(ground, async (scene, url) => {
        await applyFiles(url, [refundFile(body)])
        for (const end of Object.values(callers)) {
          const job = await makeJob(scene)
          await end(scene, job)
          expect(await jobRow(scene, job)).toMatchObject({ error_message: expect.stringMatching(/estornados\.$/) })
        }
        expect(await booksOf(scene)).toEqual({ balance: CREDITS, refunds: Object.keys(callers).length })
      }),
    )
  },
)

describe.each(grounds.filter(({ host }) => host === 'the host now'))('what only $name has', (ground) => {
  test('a job that says its credits went back gives nothing more, and one that gets them says so', () =>
    all.run(ground, async (scene) => {
      const repaired = await makeJob(scene, { charged: false, more: { credits_charged: true, credits_refunded: true } })
      const due = await makeJob(scene)
      await runCleanup(scene)
      expect(await booksOf(scene)).toEqual({ balance: CREDITS, refunds: 1 })
      expect(await jobRow(scene, repaired)).toMatchObject({ status: 'failed', credits_refunded: true })
      expect(await jobRow(scene, due)).toMatchObject({ status: 'failed', credits_refunded: true })
    }))

  test('what a table calls otherwise is asked for, never added, and its own status words are told', () =>
    all.run(ground, async ({ owner }) => {
      const notes =
        await owner`select object, detail from estorno.installation_notes() where kind = 'table_not_registered'`
      const noteOf = (table: string) => notes.find(({ object }) => object === `public.${table}`)?.detail
      expect(noteOf('seedance_jobs')).toContain(
        "cost_column => '…': no integer column is called user_credit_cost, but it may be credits_charged",
      )
      expect(noteOf('seedance_jobs')).toContain("'Seedance Jobs', cost_column => '…', started_column => null);")
      expect(noteOf('seedance_jobs')).not.toContain('add column')
      expect(noteOf('image_generator_jobs')).toContain('status words that nobody mapped: processing')
    }))

  test('a table with a price of another name and no start is registered and cleaned', () =>
    all.run(ground, async (scene) => {
      const { owner, customer } = scene
      await owner`create index on public.seedance_jobs (created_at) where status not in ('completed', 'failed', 'cancelled')`
      await owner`
        select estorno.register_job_table('seedance_jobs', 'Seedance', cost_column => 'credits_charged', started_column => null)`
      await owner`
        insert into public.seedance_jobs (user_id, status, credits_charged, created_at)
        values (${customer}, 'running', 30, now() - interval '11 minutes')`
      await runCleanup(scene)
      expect([...(await owner`select status from public.seedance_jobs`)]).toEqual([{ status: 'failed' }])
      expect(await booksOf(scene)).toEqual({ balance: CREDITS + 30, refunds: 1 })
    }))
})
