import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { migrations } from '../support/migrate.ts'
import { emptyProject, type Project } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

const titles = migrations().flatMap(({ name, baseline }) => (baseline ? [] : [name.replace(/^\d+_/, '')]))
const first = titles[0] ?? ''

const stamps = (project: Project) => project.migrations().map((name) => name.split('_')[0] ?? '')
const oursIn = (project: Project) => project.migrations().filter((name) => name.includes('_estorno_'))
const stampOf = (time: number) => new Date(time).toISOString().replaceAll(/\D/g, '').slice(0, 14)

test('every migration but the baseline, in the same order, stamped with the time of the installation', async () => {
  const project = emptyProject()
  const before = stampOf(Date.now())
  expect(await project.init()).toMatchObject({ code: 0, stderr: '' })
  expect(project.migrations().map((name) => name.replace(/^\d{14}_estorno_/, ''))).toEqual(titles)
  expect((stamps(project)[0] ?? '') >= before).toBe(true)
  expect(new Set(stamps(project)).size).toBe(titles.length)
})

test.each([
  ['a moment ago', stampOf(Date.now() - 1000)],
  ['far in the future', '29991231235958'],
  ['no time at all', '99999999999998'],
  ['at the end of time', '99991231235959'],
  ['a plain number', '7'],
])('a newest migration of the host stamped %s comes before all of ours', async (_, stamp) => {
  const project = emptyProject()
  project.write(`supabase/migrations/${stamp}_notes.sql`, 'select 1;')
  await project.init()
  const ours = oursIn(project)
  expect(ours.map((name) => name.replace(/^\d+_estorno_/, ''))).toEqual(titles)
  expect(project.migrations()[0]).toBe(`${stamp}_notes.sql`)
})

test('a second run copies nothing, whatever the time', async () => {
  const project = emptyProject()
  await project.init()
  const before = project.files()
  const { code, stdout } = await project.init()
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.not.stringContaining('  add  ') })
  expect(project.files()).toEqual(before)
})

test('an upgrade adds only what is new, behind everything that is there', async () => {
  const project = emptyProject()
  await project.init()
  const all = project.files()
  const [removed = ''] = project.migrations().slice(1, 2)
  const older = emptyProject()
  for (const [path, content] of Object.entries(all)) {
    if (!path.endsWith(removed)) older.write(path, content)
  }
  older.write('supabase/migrations/29990101000000_later.sql', 'select 1;')
  await older.init()
  expect(older.migrations().at(-1)).toBe(`29990101000001_${removed.replace(/^\d+_/, '')}`)
  expect(oursIn(older)).toHaveLength(titles.length)
})

test('one that was copied by hand is recognised without the prefix', async () => {
  const project = emptyProject()
  const path = migrations().find(({ name }) => name.endsWith(first))?.path ?? ''
  project.write(`supabase/migrations/20260101000000_${first}`, readFileSync(path, 'utf8'))
  await project.init()
  expect(oursIn(project)).toHaveLength(titles.length - 1)
})

test("a host's own migration of the same title is not taken for ours", async () => {
  const project = emptyProject()
  project.write(`supabase/migrations/20260101000000_${first}`, 'create table public.estorno ();')
  await project.init()
  expect(oursIn(project)).toHaveLength(titles.length)
})

test('one that was edited is reported and never touched', async () => {
  const project = emptyProject()
  await project.init()
  const path = `supabase/migrations/${project.migrations()[0]}`
  project.write(path, `${project.read(path)}-- ours now\n`)
  const before = project.files()
  for (const args of [[], ['--yes']]) {
    const { code, stdout } = await project.init(...args)
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`leave      ${path} (differs`) })
    expect(project.files()).toEqual(before)
  }
})

test('after the uninstall all of them come again, behind it', async () => {
  const project = emptyProject()
  await project.init()
  const uninstall = '29990101000000_uninstall_estorno.sql'
  project.write(`supabase/migrations/${uninstall}`, project.read('supabase/uninstall.sql'))
  expect(await project.init()).toMatchObject({ code: 0 })
  const again = project.migrations().filter((name) => name > uninstall)
  expect(again.map((name) => name.replace(/^\d+_estorno_/, ''))).toEqual(titles)
  const before = project.files()
  await project.init()
  expect(project.files()).toEqual(before)
})

test('tables whose waiting jobs were not charged yet are said so before anything is scheduled', async () => {
  const project = emptyProject()
  const tables = ['veste_ai_jobs', 'video_upscaler_jobs']
  await project.init(...tables.flatMap((table) => ['--waiting-not-charged', table]))
  const names = project.migrations().map((name) => name.replace(/^\d{14}_estorno_/, ''))
  expect(names.slice(-3)).toEqual([...tables.map((table) => `waiting_not_charged_${table}.sql`), titles.at(-1)])
  const before = project.files()
  await project.init('--waiting-not-charged', 'veste_ai_jobs')
  expect(project.files()).toEqual(before)
  await project.init('--waiting-not-charged', 'upscaler_jobs')
  expect(project.migrations().at(-1)).toMatch(/_estorno_waiting_not_charged_upscaler_jobs\.sql$/)
})

test('a table that is named twice is said once, and again when the uninstall took it away', async () => {
  const project = emptyProject()
  const said = () => project.migrations().filter((name) => name.includes('waiting_not_charged'))
  await project.init(...['--waiting-not-charged', 'upscaler_jobs', '--waiting-not-charged', 'upscaler_jobs'])
  expect(said()).toHaveLength(1)
  project.write('supabase/migrations/29990101000000_uninstall_estorno.sql', project.read('supabase/uninstall.sql'))
  await project.init()
  expect(said()).toEqual([
    expect.any(String),
    expect.stringMatching(/^2999\d+_estorno_waiting_not_charged_upscaler_jobs\.sql$/),
  ])
  await project.init()
  expect(said()).toHaveLength(2)
})

test('a table that the migrations do not register is refused: 2', async () => {
  const project = emptyProject()
  const { code, stderr } = await project.init('--waiting-not-charged', 'flyer_maker_jobs')
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('waiting_is_charged => false') })
  expect(project.has('supabase/migrations')).toBe(false)
})
