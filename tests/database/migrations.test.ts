import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { mustRun } from '../support/command.ts'
import { withConnection } from '../support/databases.ts'
import { hostedFile, prepareHosted } from '../support/hosted.ts'
import { applyProduct, migrations, push } from '../support/migrate.ts'

const START_MS = 60_000
const all = migrations()
const product = all.filter(({ baseline }) => !baseline)
const JOB_TABLES = ['pose_changer_jobs', 'upscaler_jobs', 'veste_ai_jobs', 'video_upscaler_jobs']
const CLEANUP = 'select table_name from public.cleanup_all_stale_ai_jobs() order by table_name'

const namesOf = (rows: readonly Record<string, unknown>[]) => rows.map((row) => row.table_name)

const dump = async (url: string) => {
  const text = await mustRun('pg_dump', ['--schema', 'public', '--schema', 'estorno', url])
  // Newer releases of pg_dump fence their output with a random key.
  return text.replaceAll(/^\\(un)?restrict .*$/gm, '')
}

const cronJobs = (url: string) =>
  withConnection(
    url,
    (sql) => sql`select jobid, jobname, username, schedule, command, active from cron.job order by jobid`,
  )

describe('on Postgres 15 with pg_cron', () => {
  let cluster: Cluster
  let url: string

  beforeAll(async () => {
    cluster = await startCluster({ version: 15, cron: true, durable: false })
    await prepareHosted(cluster, 'postgres', { grants: 'auto', extensions: ['pg_cron'] })
    url = cluster.url({ database: 'postgres' })
    await push(url)
  }, START_MS)

  afterAll(() => cluster?.stop())

  test('the command line client records every migration', async () => {
    const applied = await withConnection(
      url,
      (sql) => sql`select version from supabase_migrations.schema_migrations order by 1`,
    )
    expect(applied.map((row) => row.version)).toEqual(all.map(({ name }) => name.split('_')[0]))
  })

  test('the owner of everything is a role that is no superuser', async () => {
    const strangers = await withConnection(
      url,
      (sql) => sql`
        select proname from pg_proc
        where pronamespace in ('public'::regnamespace, 'estorno'::regnamespace) and proowner <> 'postgres'::regrole`,
    )
    expect([...strangers]).toEqual([])
    expect(
      (await withConnection(url, (sql) => sql`select rolsuper from pg_roles where rolname = current_user`))[0]
        ?.rolsuper,
    ).toBe(false)
  })

  test('the cleanup is scheduled once, every five minutes', async () => {
    const scheduled = (await cronJobs(url)).filter(({ command }) =>
      String(command).includes('cleanup_all_stale_ai_jobs'),
    )
    expect(scheduled).toEqual([
      expect.objectContaining({
        jobname: 'cleanup-stale-ai-jobs',
        schedule: '*/5 * * * *',
        active: true,
        username: 'postgres',
      }),
    ])
  })

  test(
    'a second run of the product changes neither schema, settings nor schedule',
    async () => {
      const [before, scheduled] = await Promise.all([dump(url), cronJobs(url)])
      await applyProduct(url)
      expect(await dump(url)).toBe(before)
      expect([...(await cronJobs(url))]).toEqual([...scheduled])
    },
    START_MS,
  )
})

describe('on Postgres 17 without pg_cron', () => {
  let cluster: Cluster
  let url: string

  beforeAll(async () => {
    cluster = await startCluster({ version: 17, durable: false })
    const database = await cluster.createDatabase()
    await prepareHosted(cluster, database, { grants: 'explicit', extensions: [] })
    url = cluster.url({ database })
    await push(url)
  }, START_MS)

  afterAll(() => cluster?.stop())

  test('every migration applies and the cleanup knows the four tables', async () => {
    expect(namesOf(await withConnection(url, (sql) => sql.unsafe(CLEANUP)))).toEqual(JOB_TABLES)
  })

  test(
    'the product applies a second time',
    async () => {
      await applyProduct(url)
      expect(namesOf(await withConnection(url, (sql) => sql.unsafe(CLEANUP)))).toEqual(JOB_TABLES)
    },
    START_MS,
  )
})

test(
  'every migration applies on PGlite, the product twice',
  async () => {
    const database = await PGlite.create()
    try {
      const files = [hostedFile('roles.sql'), hostedFile('hosted.sql'), ...[...all, ...product].map(({ path }) => path)]
      for (const path of files) await database.exec(await readFile(path, 'utf8'))
      const { rows } = await database.query<{ table_name: string }>(CLEANUP)
      expect(namesOf(rows)).toEqual(JOB_TABLES)
      const record = await database.query('select intact, sealed > 0 as sealed, unsealed from estorno.verify_records()')
      expect(record.rows).toEqual([{ intact: true, sealed: true, unsealed: 0 }])
    } finally {
      await database.close()
    }
  },
  START_MS,
)
