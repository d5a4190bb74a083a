import { rmSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { run } from '../support/command.ts'
import { emptyProject, hostApp, type Project } from './project.ts'

vi.setConfig({ testTimeout: 60_000 })

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
  project.write(
    'package.json',
    '{ "dependencies": { "zod": "3.23.8", "lucide-react": "0.462.0", "react": "^18.3.1" } }',
  )
  project.write('components.json', project.read('components.json').replace('@/components/ui', '@/components/basics'))
  const { stdout } = await project.init()
  expect(stdout).toContain('npm install @supabase/supabase-js @tanstack/react-query react-is@18 recharts sonner\n')
  expect(stdout).toContain(
    'npx shadcn@latest add alert-dialog badge button card checkbox dialog input progress select sheet skeleton table\n',
  )
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
  expect(tab).toContain("from '~/parts/admin/ai-jobs/panel/UsageTab'")
  expect(project.read('app/parts/admin/ai-jobs/panel/AiToolsPanel.tsx')).toContain("import('~/parts/admin/ai-jobs/")
  expect(project.read('app/parts/admin/ai-jobs/AiJobRow.tsx')).toContain("import { cn } from '~/shared/cn'")
  expect(project.read('app/parts/admin/ai-jobs/AiJobRow.tsx')).toContain("from '~/parts/basics/table'")
  expect(project.read('app/parts/admin/ai-jobs/supabase-context.ts')).toContain("from '~/shared/supabase'")
  const panel = Object.entries(project.files()).filter(([path]) => path.startsWith('app/parts'))
  expect(panel.filter(([, content]) => content.includes("'@/"))).toEqual([])
})

const CLIENT = 'export const supabase = 1'
const aliases = (of: Record<string, string>) => JSON.stringify({ aliases: of })
const paths = (of: Record<string, string[]>) => JSON.stringify({ compilerOptions: { paths: of } })

/** What the panel's table row imports, and where it came to. */
async function installedRow(project: Project, place: string, ...args: string[]) {
  expect(await project.init(...args)).toMatchObject({ code: 0, stderr: '' })
  return project.read(`${place}/admin/ai-jobs/AiJobRow.tsx`)
}

test('primitives may lie where the components do not', async () => {
  const project = emptyProject()
  project.write('tsconfig.json', paths({ '@/*': ['./src/*'] }))
  project.write(
    'components.json',
    aliases({ components: '@/app/components', utils: '@/lib/utils', ui: '@/components/ui' }),
  )
  project.write('src/lib/supabase.ts', CLIENT)
  const row = await installedRow(project, 'src/app/components')
  expect(row).toContain("from '@/components/ui/table'")
  expect(row).toContain("from '@/app/components/admin/ai-jobs/JobCredits'")
})

const USUAL = aliases({ components: '@/components', utils: '@/lib/utils' })

test('aliases may be inherited, and lead from where they are written', async () => {
  const project = emptyProject()
  project.write('config/paths.json', paths({ '@/*': ['../src/*'] }))
  project.write('tsconfig.base.json', '{ "extends": "./config/paths" }')
  project.write('tsconfig.json', '{ "extends": ["@tsconfig/strictest", "./tsconfig.base.json"] }')
  project.write('components.json', USUAL)
  project.write('src/lib/supabase.ts', CLIENT)
  await installedRow(project, 'src/components')
})

const CONFIG_DIR = '$'.concat('{configDir}')
const extending = (of: Record<string, string[]>) =>
  JSON.stringify({ extends: '../../tsconfig.base.json', ...JSON.parse(paths(of)) })

test.each([
  ['a baseUrl', '{ "compilerOptions": { "baseUrl": "." } }', extending({ '@/*': ['apps/web/src/*'] })],
  [CONFIG_DIR, paths({ '@/*': [`${CONFIG_DIR}/src/*`] }), '{ "extends": "../../tsconfig.base.json" }'],
])('a larger project may hold %s that its app inherits', async (_, base, own) => {
  const project = emptyProject()
  project.write('tsconfig.base.json', base)
  project.write('apps/web/tsconfig.json', own)
  project.write('apps/web/package.json', '{}')
  project.write('apps/web/components.json', USUAL)
  project.write('apps/web/src/lib/supabase.ts', CLIENT)
  await installedRow(project, 'apps/web/src/components', '--app', 'apps/web')
})

test('of two aliases the longer beginning wins, as in the compiler', async () => {
  const project = emptyProject()
  project.write('tsconfig.json', paths({ '*': ['./types/*'], '@/*': ['./src/*'] }))
  project.write('components.json', USUAL)
  project.write('src/lib/supabase.ts', CLIENT)
  await installedRow(project, 'src/components')
})

test('the front end may be a package of a larger project', async () => {
  const project = emptyProject()
  expect((await project.init('--dry-run')).stdout).not.toContain('AiJobRow')
  project.write('packages/ui/src/components/button.tsx', '')
  project.write('apps/web/tsconfig.json', paths({ '@/*': ['./src/*'], '@workspace/ui/*': ['../../packages/ui/src/*'] }))
  project.write('apps/web/package.json', '{}')
  project.write(
    'apps/web/components.json',
    aliases({ components: '@/components', utils: '@workspace/ui/lib/utils', ui: '@workspace/ui/components' }),
  )
  const before = project.files()
  const refused = await project.init('--app', 'apps', '--client', '@workspace/supabase')
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('correct --app') })
  expect(project.files()).toEqual(before)

  const row = await installedRow(
    project,
    'apps/web/src/components',
    '--app',
    'apps/web',
    '--client',
    '@workspace/supabase',
  )
  expect(row).toContain("from '@workspace/ui/components/table'")
  expect(project.read('apps/web/src/components/admin/ai-jobs/supabase-context.ts')).toContain("'@workspace/supabase'")
  const { stdout } = await project.init('--app', 'apps/web', '--client', '@workspace/supabase')
  expect(stdout).toMatch(/^ {2}cd apps\/web && npx shadcn@latest add alert-dialog badge card /m)
})

test.each([
  ['none', '', undefined],
  ['another section', '[functions.other]\nverify_jwt = true', undefined],
  ['without a last line end', 'project_id = "host"', undefined],
  ['ours', '[functions.admin-cancel-job]\nverify_jwt = false # ours\n[db]\n', 'same'],
  ['ours, quoted', '[ functions . "admin-cancel-job" ]\nverify_jwt=false\n', 'same'],
  ['a differing one', '[functions.admin-cancel-job]\n[db]\nverify_jwt = false\n', 'set verify_jwt = false'],
  ['one in another form', '[functions]\nadmin-cancel-job = { verify_jwt = true }\n', 'see that verify_jwt is false'],
  [
    'a table that no section can follow',
    'functions = { other = { verify_jwt = true } }\n',
    'see that verify_jwt is false',
  ],
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
