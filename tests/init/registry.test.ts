import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ROOT } from '../support/command.ts'

const registry = z
  .object({
    items: z.tuple([
      z.object({ name: z.literal('backend'), files: z.array(z.object({ path: z.string(), target: z.string() })) }),
      z.object({
        name: z.literal('admin-tab'),
        files: z.array(z.object({ path: z.string(), target: z.string() })),
        dependencies: z.array(z.string()),
        registryDependencies: z.array(z.string()),
      }),
    ]),
  })
  .parse(JSON.parse(readFileSync(join(ROOT, 'registry.json'), 'utf8')))

const [backend, tab] = registry.items
const TYPES = 'supabase/functions/_shared/database.types.ts'

const filesIn = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((path) => /\.\w+$/.test(path) && !/\.test\.tsx?$|_baseline\.sql$/.test(path))

test('the item "backend" names every migration but the baseline, every module of the function and the uninstall', () => {
  const expected = [
    ...filesIn('supabase/migrations'),
    ...filesIn('supabase/functions/admin-cancel-job').filter((path) => !path.endsWith('/database.types.ts')),
    TYPES,
    'supabase/uninstall.sql',
  ]
  expect(backend.files.map(({ path }) => path).sort()).toEqual(expected.sort())
})

test('migrations are listed in the order in which they are applied', () => {
  const names = backend.files.map(({ path }) => path).filter((path) => path.includes('/migrations/'))
  expect(names).toEqual(names.toSorted())
})

test('the item "admin-tab" names every file of the panel, and what they import from elsewhere', () => {
  const expected = filesIn('src/components/admin').filter((path) => !path.endsWith('/database.types.ts'))
  expect(tab.files.map(({ path }) => path).sort()).toEqual([...expected, TYPES].sort())

  const sources = expected.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n')
  const imports = [
    ...new Set([...sources.matchAll(/^(?:import .*|\} )from '([^']+)'$/gm)].map(([, specifier = '']) => specifier)),
  ]
  const primitives = imports.flatMap((specifier) => /^@\/components\/ui\/(.+)/.exec(specifier)?.[1] ?? [])
  const packages = imports.filter((specifier) => !/^(@\/|react(-dom)?$)/.test(specifier))
  expect(tab.registryDependencies.toSorted()).toEqual(primitives.sort())
  // recharts wants it beside itself.
  expect(tab.dependencies.toSorted()).toEqual([...packages, 'react-is'].sort())
  expect(imports.filter((specifier) => /^@\/(?!components\/)/.test(specifier)).sort()).toEqual([
    '@/integrations/supabase/client',
    '@/lib/utils',
  ])
})

test('the generated types lie beside whoever imports them, so that no file of the host is in the way', () => {
  const targets = registry.items.flatMap(({ files }) => files.filter(({ path }) => path === TYPES))
  expect(targets.map(({ target }) => target)).toEqual([
    '~/supabase/functions/admin-cancel-job/database.types.ts',
    '@components/admin/ai-jobs/database.types.ts',
  ])
})
