import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lockDataFolder } from '../../dev/data-folder.ts'
import { openEmbeddedDatabase } from '../../dev/embedded-database.ts'
import { scratchFolder } from '../support/scratch.ts'
import { runDevScript } from './local-stack.ts'

const scratch = scratchFolder('seed')
const dataFolder = join(scratch.path, 'data')

async function seed(...options: string[]) {
  const run = runDevScript('seed.ts', { dataFolder, arguments: options })
  const code = await run.ended
  const lines = run.output().trim().split('\n')
  return { code, lines: lines.filter((line) => !line.startsWith('[database]')) }
}

beforeAll(async () => {
  expect(await seed('--jobs', '300', '--running', '30')).toEqual({
    code: 0,
    lines: ['300 finished and 30 running demo jobs were added. npm start shows them.'],
  })
}, 60_000)
afterAll(() => scratch.remove())

test('the history is as long as asked for, and adds up', async () => {
  const database = await openEmbeddedDatabase(join(dataFolder, 'postgres'))
  const jobs = ['upscaler_jobs', 'pose_changer_jobs', 'veste_ai_jobs', 'video_upscaler_jobs']
    .map((table) => `select id, user_id, created_at, completed_at from public.${table}`)
    .join(' union all ')
  const [counts] = await database.query(
    `select count(*) filter (where j.completed_at is not null) as finished,
       count(*) filter (where j.completed_at is null) as running, count(distinct s.ending) as endings,
       count(*) filter (where j.completed_at is null and j.created_at < now() - interval '10 minutes') as stuck
     from (${jobs}) j left join estorno.settlements s on s.job_id = j.id
     join public.profiles p on p.id = j.user_id and p.email <> 'cliente@example.com'`,
  )
  expect(counts).toEqual({ finished: 300, running: 30, endings: 2, stuck: 0 })
  expect(
    await database.query(`select * from estorno.reconcile('-infinity') r join public.profiles p on p.id = r.user_id
      where p.email <> 'cliente@example.com'`),
  ).toEqual([])
  await database.close()
}, 30_000)

test.each([
  ['--jobs', 'many'],
  ['--running', '2000000'],
  ['--jobs', '1.5'],
])('%s %s is refused in one clear line', async (option, count) => {
  const { code, lines } = await seed(option, count)
  expect(code).toBe(1)
  expect(lines).toEqual([`${option} is a whole number from 0 to 1000000, not ${count}`])
})

test('data that a running stack holds is left alone', async () => {
  const release = await lockDataFolder(dataFolder)
  const { code, lines } = await seed('--jobs', '1')
  await release()
  expect(code).toBe(1)
  expect(lines).toEqual([expect.stringContaining('is in use by another start')])
})
