import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { run } from '../support/command.ts'
import { emptyProject, hostApp } from './project.ts'

const HANDLER = 'supabase/functions/admin-cancel-job/handler.ts'
const TAB = 'src/components/admin/AdminAIToolsUsageTab.tsx'
const CONFIG = 'supabase/config.toml'

test('the function comes whole: every module it imports is beside it', async () => {
  const project = emptyProject()
  await project.init()
  const folder = 'supabase/functions/admin-cancel-job'
  const modules = Object.entries(project.files()).filter(([path]) => path.startsWith(folder) && path.endsWith('.ts'))
  const imported = modules.flatMap(([, content]) => [...content.matchAll(/from '(\.[^']+)'/g)].map(([, path]) => path))
  expect(imported.length).toBeGreaterThan(5)
  for (const path of imported) {
    expect(path).toMatch(/^\.\/[\w.-]+$/)
    expect(project.has(`${folder}/${path}`)).toBe(true)
  }
  const check = await run('deno', ['check', 'index.ts'], { cwd: `${project.folder}/${folder}` })
  expect(check).toMatchObject({ code: 0 })
})

test('a dry run shows every file and writes none', async () => {
  const project = hostApp()
  const before = project.files()
  const { code, stdout } = await project.init('--dry-run')
  expect(code).toBe(0)
  for (const path of [HANDLER, TAB]) expect(stdout).toContain(`add        ${path}`)
  expect(stdout).toContain(`append to  ${CONFIG}`)
  expect(project.files()).toEqual(before)
})

test('the commands that remain are named', async () => {
  const { stdout } = await hostApp().init()
  expect(stdout).toMatch(/supabase db push .*--include-all/)
  expect(stdout).toMatch(/supabase functions deploy admin-cancel-job --use-api$/m)
  expect(stdout).toMatch(/insert into public\.user_roles/)
  expect(stdout).toContain('select * from estorno.installation_notes();')
  expect(stdout).not.toMatch(/npm install|shadcn/)
})

test('what the panel stands on and the host lacks is named', async () => {
  const project = hostApp()
  project.write('package.json', '{ "dependencies": { "zod": "3.23.8", "lucide-react": "0.462.0" } }')
  project.write('components.json', project.read('components.json').replace('@/components/ui', '@/components/basics'))
  const { stdout } = await project.init()
  expect(stdout).toContain('npm install @supabase/supabase-js @tanstack/react-query sonner\n')
  expect(stdout).toContain('npx shadcn@latest add alert-dialog badge button card input select skeleton table\n')
})

test("the panel speaks the host's aliases and comes to where they point", async () => {
  const project = emptyProject()
  project.write('tsconfig.json', '{ "compilerOptions": { "paths": { "~/*": ["./app/*"] } } }')
  project.write(
    'components.json',
    '{ "rsc": true, "aliases": { "components": "~/parts", "utils": "~/shared/cn", "ui": "~/parts/basics" } }',
  )
  project.write('app/shared/supabase.ts', 'export const supabase = 1')
  expect(await project.init()).toMatchObject({ code: 0, stderr: '' })
  const tab = project.read('app/parts/admin/AdminAIToolsUsageTab.tsx')
  expect(tab).toMatch(/^'use client'\n/)
  expect(tab).toContain("from '~/parts/admin/ai-jobs/AiJobsHistory'")
  expect(project.read('app/parts/admin/ai-jobs/AiJobRow.tsx')).toContain("import { cn } from '~/shared/cn'")
  expect(project.read('app/parts/admin/ai-jobs/AiJobRow.tsx')).toContain("from '~/parts/basics/table'")
  expect(project.read('app/parts/admin/ai-jobs/supabase-context.ts')).toContain("from '~/shared/supabase'")
  const panel = Object.entries(project.files()).filter(([path]) => path.startsWith('app/parts'))
  expect(panel.filter(([, content]) => content.includes("'@/"))).toEqual([])
})

test.each([
  ['none', '', undefined],
  ['another section', '[functions.other]\nverify_jwt = true', undefined],
  ['without a last line end', 'project_id = "host"', undefined],
  ['ours', '[functions.admin-cancel-job]\nverify_jwt = false # ours\n[db]\n', 'same'],
  ['ours, quoted', '[ functions . "admin-cancel-job" ]\nverify_jwt=false\n', 'same'],
  ['a differing one', '[functions.admin-cancel-job]\n[db]\nverify_jwt = false\n', 'set verify_jwt = false'],
  ['one in another form', '[functions]\nadmin-cancel-job = { verify_jwt = true }\n', 'see that verify_jwt is false'],
])('config.toml with %s', async (_, content, note) => {
  const project = emptyProject()
  project.write(CONFIG, content)
  const { stdout } = await project.init()
  const after = project.read(CONFIG)
  if (note === undefined) {
    expect(after.startsWith(content)).toBe(true)
    expect(after.slice(content.length)).toMatch(/^\n(\n)?#.*\n\[functions\.admin-cancel-job\]\nverify_jwt = false\n$/)
  } else {
    expect(after).toBe(content)
    expect(stdout.includes(`leave      ${CONFIG}`)).toBe(note !== 'same')
    if (note !== 'same') expect(stdout).toContain(note)
  }
})

test('without config.toml the deploy says what it would have said', async () => {
  const project = emptyProject()
  const { stdout } = await project.init()
  expect(project.has(CONFIG)).toBe(false)
  expect(stdout).toContain('deploy admin-cancel-job --use-api --no-verify-jwt')
})

test('line ends turned by a checkout are no difference', async () => {
  const project = emptyProject()
  await project.init()
  project.write(HANDLER, project.read(HANDLER).replaceAll('\n', '\r\n'))
  expect(await project.init()).toMatchObject({ code: 0, stdout: expect.not.stringContaining('DIFFERS') })
})

test('--no-panel leaves the front end alone', async () => {
  const project = hostApp()
  expect(await project.init('--no-panel')).toMatchObject({ code: 0 })
  expect(project.has(TAB)).toBe(false)
})

test.each([
  ['no supabase/', { folder: 'src' }, 'no folder supabase/'],
  ['components.json that is none', { file: ['components.json', '{'] }, 'components.json cannot be read'],
  ['tsconfig.json that is none', { file: ['tsconfig.json', '{'] }, 'tsconfig.json cannot be read'],
  [
    'an alias that leads nowhere',
    { file: ['tsconfig.json', '{"compilerOptions":{"paths":{"#/*":["./*"]}}}'] },
    '"paths"',
  ],
  ['a stamp after which none can come', { file: ['supabase/migrations/99_last.sql', ''] }, 'rename it'],
  ['a folder in place of a file', { file: ['package.json/notes', ''] }, 'package.json cannot be read (EISDIR)'],
  ['no client', { file: ['src/integrations/supabase/client.ts', 'export {}'] }, 'with --client'],
  ['a client that is none', { args: ['--client', '@/lib/utils'] }, 'looked at @/lib/utils'],
  ['an unknown option', { args: ['--force'] }, '--force is unknown'],
])('%s is one clear line: 2, and nothing is written', async (_, fault, line) => {
  const project = hostApp()
  const { file, args = [], folder = '.' }: { file?: string[]; args?: string[]; folder?: string } = fault
  if (file?.[0]?.startsWith('package.json')) rmSync(`${project.folder}/package.json`)
  if (file) project.write(file[0] ?? '', file[1] ?? '')
  const before = project.files()
  const { code, stdout, stderr } = await project.init(...args, '--folder', folder)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^estorno: [^\n]+\n$/)
  expect(stderr).toContain(line)
  expect(project.files()).toEqual(before)
})
