import { createHash } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { askAbout } from '../../bin/init/differences.js'
import { openTerminal } from '../../bin/init/terminal.js'
import { askForWaiting } from '../../bin/init/waiting-jobs.js'
import { carryOut } from '../../bin/init/write.js'
import { emptyProject, type Project } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

const FOLDER = 'supabase/functions/admin-cancel-job'
const HANDLER = `${FOLDER}/handler.ts`
const ANSWERS = `${FOLDER}/answers.ts`
const EDIT = '// the edit of the host\n'

async function editedProject() {
  const project = emptyProject()
  await project.init()
  const original = project.read(HANDLER)
  project.write(HANDLER, EDIT)
  return { project, original }
}

test('an edited file, and nobody to ask: 1, and nothing is written', async () => {
  const project = emptyProject()
  project.write(HANDLER, EDIT)
  const before = project.files()
  const { code, stdout, stderr } = await project.init()
  expect(code).toBe(1)
  expect(stdout).toContain(`DIFFERS    ${HANDLER}`)
  expect(stderr).toMatch(/^estorno: 1 of these files .* nothing was written\. .*--yes/)
  expect(project.files()).toEqual(before)
  expect(await project.init('--dry-run')).toMatchObject({ code: 1 })
  expect(await project.init('--dry-run', '--yes')).toMatchObject({ code: 0 })
  expect(project.files()).toEqual(before)
})

test("--yes keeps the host's version, writes ours beside it and adds the rest", async () => {
  const { project, original } = await editedProject()
  expect(await project.init('--yes')).toMatchObject({ code: 0, stderr: '' })
  expect(project.read(HANDLER)).toBe(EDIT)
  expect(project.read(`${HANDLER}.estorno-new`)).toBe(original)
})

test('ours that lies there from an earlier run, perhaps half merged, is not written over', async () => {
  const { project, original } = await editedProject()
  await project.init('--yes')
  await project.init('--yes')
  expect(project.has(`${HANDLER}.estorno-new-2`)).toBe(false)
  const merged = `${original}${EDIT}`
  project.write(`${HANDLER}.estorno-new`, merged)
  await project.init('--yes')
  expect(project.read(`${HANDLER}.estorno-new`)).toBe(merged)
  expect(project.read(`${HANDLER}.estorno-new-2`)).toBe(original)
})

const MANIFEST = 'supabase/estorno.json'
const hashes = (project: Project): Record<string, string> => JSON.parse(project.read(MANIFEST))
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('what an earlier version wrote, and nobody edited, is replaced without a question', async () => {
  const project = emptyProject()
  await project.init()
  const original = project.read(HANDLER)
  expect(hashes(project)[HANDLER]).toBe(sha256(original))
  const older = '// as an earlier version had it\n'
  project.write(HANDLER, older.replaceAll('\n', '\r\n'))
  project.write(MANIFEST, JSON.stringify({ ...hashes(project), [HANDLER]: sha256(older) }))
  const before = project.files()
  expect(await project.init('--dry-run')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`update     ${HANDLER}`),
  })
  expect(project.files()).toEqual(before)
  expect(await project.init()).toMatchObject({ code: 0 })
  expect(project.read(HANDLER)).toBe(original)
  expect(hashes(project)[HANDLER]).toBe(sha256(original))
  expect(project.has(`${HANDLER}.estorno-old`)).toBe(false)
})

test('an edit is asked about however often: keeping it is not remembered as ours', async () => {
  const { project, original } = await editedProject()
  await project.init('--yes')
  expect(hashes(project)[HANDLER]).toBe(sha256(original))
  expect(await project.init()).toMatchObject({ code: 1 })
})

test('a record of it that cannot be read is one clear line: 2', async () => {
  const { project } = await editedProject()
  project.write(MANIFEST, '<<<<<<< ours')
  expect(await project.init()).toMatchObject({ code: 2, stderr: expect.stringContaining(`${MANIFEST} cannot be read`) })
})

async function answerOnWaiting(typed: string) {
  const input = new PassThrough()
  const asked = askForWaiting(['upscaler_jobs', 'video_upscaler_jobs'], openTerminal(input, new PassThrough()))
  input.end(typed)
  return asked
}

test('at a terminal the tables are asked for whose waiting jobs were not charged yet', async () => {
  expect(await answerOnWaiting('\n')).toEqual([])
  expect(await answerOnWaiting('upscaler_jobs, video_upscaler_jobs\n')).toEqual([
    'upscaler_jobs',
    'video_upscaler_jobs',
  ])
  expect(await answerOnWaiting('nenhuma\nvideo_upscaler_jobs\n')).toEqual(['video_upscaler_jobs'])
  await expect(answerOnWaiting('nenhuma\n')).rejects.toThrow('nothing was written')
})

async function answer(project: Project, typed: string) {
  const steps = [HANDLER, ANSWERS].map((path) => ({ path, content: 'ours\n', state: 'differs' as const }))
  project.write(ANSWERS, EDIT)
  const input = new PassThrough()
  const output = new PassThrough()
  const asked = askAbout(steps, openTerminal(input, output))
  input.end(typed)
  await carryOut(project.folder, steps, await asked)
  return String(output.read())
}

test('at a terminal each file is asked about', async () => {
  const { project } = await editedProject()
  const shown = await answer(project, 'k\nr\n')
  expect(shown).toContain(`${HANDLER} differs`)
  expect(shown).toContain(`${ANSWERS} differs`)
  expect(project.read(HANDLER)).toBe(EDIT)
  expect(project.has(`${HANDLER}.estorno-new`)).toBe(false)
  expect(project.read(ANSWERS)).toBe('ours\n')
  expect(project.read(`${ANSWERS}.estorno-old`)).toBe(EDIT)
})

test('a second replacement does not write over what the first one set aside', async () => {
  const { project } = await editedProject()
  await answer(project, 'r\nr\n')
  project.write(HANDLER, '// a later edit\n')
  await answer(project, 'r\nr\n')
  expect(project.read(`${HANDLER}.estorno-old`)).toBe(EDIT)
  expect(project.read(`${HANDLER}.estorno-old-2`)).toBe('// a later edit\n')
})

test.each(['', 'k\n'])('the end of the input after %j writes nothing', async (typed) => {
  const { project } = await editedProject()
  await expect(answer(project, typed)).rejects.toThrow('nothing was written')
  expect(project.has(`${HANDLER}.estorno-new`)).toBe(false)
})

test.each(['\n\n', 'y\nx\n'])('any other answer, as %j, keeps both', async (typed) => {
  const { project } = await editedProject()
  await answer(project, typed)
  for (const path of [HANDLER, ANSWERS]) {
    expect(project.read(path)).toBe(EDIT)
    expect(project.read(`${path}.estorno-new`)).toBe('ours\n')
  }
})

test('a file that came into being since the plan was made is not written over', async () => {
  const project = emptyProject()
  project.write(HANDLER, EDIT)
  const plan = [{ path: HANDLER, content: 'ours\n', state: 'new' as const }]
  await expect(carryOut(project.folder, plan, new Map())).rejects.toThrow(`${HANDLER} cannot be written (EEXIST)`)
  expect(project.read(HANDLER)).toBe(EDIT)
})
