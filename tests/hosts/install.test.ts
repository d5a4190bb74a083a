import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { SUPERUSER, withConnection } from '../support/databases.ts'
import { prepareHosted } from '../support/hosted.ts'
import { applyFiles, applyProduct, push } from '../support/migrate.ts'
import { cleanupFile, HOST_NAMES, hostFile, hosts, projectFolder, UNINSTALL } from './host.ts'
import { CLEANUP, inProject, Projects } from './project.ts'
import { catalogue, cronJobs, difference, dump, rowsOf } from './snapshot.ts'

const KEPT = `${CLEANUP}_before_estorno`

let projects: Projects
// Each test installs the product anew, some of them three times.
vi.setConfig({ testTimeout: 60_000 })
beforeAll(async () => {
  projects = await Projects.start()
}, 60_000)
afterAll(() => projects?.cluster.stop(), 60_000)

// What the product may add to public.
const OURS =
  /^(function (cleanup_all_stale_ai_jobs\(\)|admin_(cancel|close|repair|list|summarize|reconcile|cleaner|get|preview|run|retry|change|map|advise|chart|verify|request|confirm)\S*)|trigger \S+ zz_estorno_|index \S+_(unfinished|history) |schema estorno )/

describe.each(HOST_NAMES)('on %s', (host) => {
  test('the installation changes nothing that was there, the second one nothing at all, and the uninstall leaves nothing', async () => {
    const url = await projects.copy(host)
    const [catalogueBefore, dumpBefore, rows] = [await catalogue(url), await dump(url), await rowsOf(url)]

    await applyProduct(url)
    const catalogueAfter = await catalogue(url)
    const lost = difference(catalogueBefore, catalogueAfter)
    expect(lost.filter((line) => !line.startsWith('function cleanup_all_stale_ai_jobs()'))).toEqual([])
    const gained = difference(catalogueAfter, catalogueBefore)
    expect(gained.filter((line) => !OURS.test(line) && !line.includes('_before_estorno'))).toEqual([])
    expect(await rowsOf(url)).toBe(rows)

    const dumpAfter = await dump(url)
    await applyProduct(url)
    expect(await dump(url)).toBe(dumpAfter)

    await applyFiles(url, [UNINSTALL])
    expect(await dump(url)).toBe(dumpBefore)
    expect(await catalogue(url)).toEqual(catalogueBefore)
    expect(await applyFiles(url, [UNINSTALL])).toContain('not installed')
    expect(await dump(url)).toBe(dumpBefore)
  })
})

describe('a cleanup of the project itself', () => {
  test.each(['same', 'other'] as const)(
    'of the %s shape is kept under another name, which nobody may execute, and given back with its rights',
    async (shape) => {
      const url = await projects.copy('the host before')
      await applyFiles(url, [cleanupFile(shape)])
      const catalogueBefore = await catalogue(url)

      const notices = await applyProduct(url)
      expect(notices).toContain(`is kept as ${KEPT}(), which nobody may execute`)
      expect(await applyProduct(url)).not.toContain(KEPT)
      const executors = await inProject(
        url,
        `select r.name from (values ('anon'), ('authenticated'), ('service_role'), ('postgres')) r (name)
         where has_function_privilege(r.name, '${KEPT}()', 'execute')`,
      )
      expect(executors).toEqual([])
      expect(await inProject(url, `select table_name from ${CLEANUP}() order by 1 limit 1`)).toEqual([
        { table_name: 'pose_changer_jobs' },
      ])

      await applyFiles(url, [UNINSTALL])
      expect(await catalogue(url)).toEqual(catalogueBefore)
    },
  )

  test('that can be called without an argument steps aside, however many it has, and our own call stays unique', async () => {
    const url = await projects.copy('the host before')
    await applyFiles(url, [cleanupFile('same')])
    const theirs = (signature: string) =>
      inProject(url, `create function ${CLEANUP}(${signature}) returns integer language sql return 1`)
    await theirs('p_minutes integer default 10')
    await theirs(`word public.app_role default 'admin', words text[] default '{}'`)
    await theirs('job uuid')
    await inProject(url, `revoke all on function ${CLEANUP}(integer) from public, anon`)
    const catalogueBefore = await catalogue(url)

    expect(await applyProduct(url)).toContain(`is kept as ${KEPT}(integer), which nobody may execute`)
    expect(await inProject(url, `select count(*)::integer as tables from ${CLEANUP}()`)).toEqual([{ tables: 4 }])
    expect(
      await inProject(url, `select object from estorno.installation_notes() where kind = 'function_set_aside'`),
    ).toEqual(['', 'integer', 'public.app_role, text[]'].map((types) => ({ object: `${CLEANUP}(${types})` })))
    expect(await applyProduct(url)).not.toContain(KEPT)

    await applyFiles(url, [UNINSTALL])
    expect(await catalogue(url)).toEqual(catalogueBefore)
  })

  test('that comes back with another default is refused with a hint rather than lost', async () => {
    const url = await projects.copy('the host before')
    const theirs = (minutes: number) =>
      inProject(
        url,
        `create function ${CLEANUP}(minutes integer default ${minutes}) returns integer language sql return 1`,
      )
    await theirs(10)
    await applyProduct(url)
    await theirs(15)
    await expect(applyProduct(url)).rejects.toThrow(
      /cleanup_all_stale_ai_jobs\(integer\) was replaced by one of the project's own/,
    )
  })

  test('that replaces ours later is refused with a hint rather than lost', async () => {
    const url = await projects.copy('the host now')
    await applyProduct(url)
    await inProject(url, `drop function ${CLEANUP}()`)
    await applyFiles(url, [cleanupFile('other')])
    await expect(applyProduct(url)).rejects.toThrow(/Drop the one of the two that is no longer wanted/)
  })
})

test('a function of the project under another of our names is refused by name, not overwritten', async () => {
  const url = await projects.copy('the host before')
  await inProject(url, `create function public.admin_list_ai_tools() returns text language sql as $$ select 'mine' $$`)
  await expect(applyProduct(url)).rejects.toThrow(/names that are needed here: admin_list_ai_tools\(\)/)
  expect(await inProject(url, 'select public.admin_list_ai_tools() as told')).toEqual([{ told: 'mine' }])
})

test('two refund functions that fit our call equally well are refused by name, one that has more defaults is not', async () => {
  const url = await projects.copy('the host before')
  const signature = '_user_id uuid, _amount integer, _description text'
  const answer = 'table (success boolean, new_balance integer, error_message text)'
  await inProject(
    url,
    `create function public.refund_upscaler_credits(${signature}, _notify boolean default false) returns ${answer}
     language sql return (true, 0, null::text)`,
  )
  await expect(applyProduct(url)).rejects.toThrow(
    /three arguments: refund_upscaler_credits\(uuid,integer,text\), refund_upscaler_credits\(uuid,integer,text,boolean\)/,
  )
  await inProject(url, 'drop function public.refund_upscaler_credits(uuid, integer, text)')
  await applyProduct(url)
})

const EXPLAINS = `begin return 'Cancela o job. Só depois vem o estorno. Ver estorno.md.'; end`

test('one whose words only speak of estorno. is no more ours than any other: refused before, left alone by the uninstall', async () => {
  const url = await projects.copy('the host before')
  const theirs = (signature: string) =>
    inProject(url, `create function public.${signature} returns text language plpgsql as $$ ${EXPLAINS} $$`)
  await theirs('admin_cancel_ai_job(job_table text, job_id uuid, reason text)')
  await expect(applyProduct(url)).rejects.toThrow(/needed here: admin_cancel_ai_job\(text,uuid,text\)/)
  expect(
    await inProject(url, `select public.admin_cancel_ai_job('x', gen_random_uuid(), 'y') ~ 'estorno' as told`),
  ).toEqual([{ told: true }])

  await inProject(url, 'drop function public.admin_cancel_ai_job(text, uuid, text)')
  await applyProduct(url)
  await theirs('admin_cancel_ai_job(job uuid)')
  await theirs('cleanup_all_stale_ai_jobs(minutes integer)')
  await applyFiles(url, [UNINSTALL])
  expect(await inProject(url, `select proname from pg_proc where prosrc ~ 'estorno\\.md' order by proname`)).toEqual([
    { proname: 'admin_cancel_ai_job' },
    { proname: 'cleanup_all_stale_ai_jobs' },
  ])
})

test('every name that the installation takes in public is looked at before', async () => {
  const installed = await projects.copy('the host before')
  await applyProduct(installed)
  const taken = await inProject(
    installed,
    `select p.proname as name from estorno.functions_in_public() f join pg_proc p on p.oid = f
     where p.proname <> 'cleanup_all_stale_ai_jobs'`,
  )
  const url = await projects.copy('the host before')
  for (const { name } of taken)
    await inProject(url, `create function public.${name}() returns text language sql return 'mine'`)
  const refused = await applyProduct(url).catch(String)
  expect(taken.length).toBeGreaterThan(10)
  expect(taken.filter(({ name }) => !refused.includes(`${name}()`))).toEqual([])
})

describe('with the real CLI and pg_cron', () => {
  test('a cron job of the project steps aside, ours runs alone, and the uninstall restores the schedule', async () => {
    const url = projects.cluster.url({ database: 'postgres' })
    await prepareHosted(projects.cluster, 'postgres', { grants: 'auto', extensions: ['pg_cron'] })
    await applyFiles(url, [...hosts['the host now'], hostFile('cron.sql')])
    await withConnection(
      projects.cluster.url({ database: 'postgres', user: SUPERUSER }),
      (sql) => sql`select cron.schedule('do-dono', '0 4 * * *', 'select public.cleanup_all_stale_ai_jobs()')`,
    )
    const [catalogueBefore, scheduledBefore] = [await catalogue(url), await cronJobs(url)]

    await push(url, projectFolder())
    // The CLI shows no notices: what they would have said can be asked for.
    expect(await inProject(url, 'select kind, object from estorno.installation_notes() limit 3')).toEqual([
      { kind: 'function_set_aside', object: `${CLEANUP}()` },
      { kind: 'cron_job_set_aside', object: 'limpar-jobs-travados' },
      { kind: 'cron_job_set_aside', object: 'cleanup-stale-ai-jobs' },
    ])

    const scheduled = await cronJobs(url)
    expect(await applyProduct(url)).toMatch(/cron job \d+ .* belongs to supabase_admin and goes on/)
    expect(await cronJobs(url)).toEqual(scheduled)
    expect(scheduled.filter(({ active }) => active).map(({ jobname }) => jobname)).toEqual([
      'cleanup-stale-ai-jobs',
      'novo-mes',
      'do-dono',
      'estorno-prune-cron-history',
    ])
    expect(scheduled.find(({ jobname }) => jobname === 'cleanup-stale-ai-jobs')).toMatchObject({
      schedule: '*/5 * * * *',
      command: expect.stringContaining('estorno.batch_size'),
    })

    await applyFiles(url, [UNINSTALL])
    expect(await cronJobs(url)).toEqual(scheduledBefore)
    expect(await catalogue(url)).toEqual(catalogueBefore)
  })
})
