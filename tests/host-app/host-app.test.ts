import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { compile } from 'tailwindcss'
import { beforeAll, expect, test } from 'vitest'
import { hostApp, type Project } from '../init/project.ts'
import { mustRun, ROOT, run } from '../support/command.ts'

const SLOW_MS = 120_000
const INSTALL = ['install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts']

let project: Project

beforeAll(async () => {
  project = hostApp()
  await mustRun('npm', INSTALL, { cwd: project.folder })
  await mustRun(process.execPath, [join(ROOT, 'bin', 'estorno.js'), 'init'], { cwd: project.folder })
}, SLOW_MS)

const tool = (name: string, args: string[], cwd = project.folder) =>
  run(join(project.folder, 'node_modules', '.bin', name), args, { cwd })

test.each([[[]], [['--strict', 'false']]])(
  "the host's compiler takes the panel, with %j",
  async (options) => {
    const { code, stdout } = await tool('tsc', ['-p', 'tsconfig.app.json', ...options])
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  },
  SLOW_MS,
)

// Tailwind 3 writes a comma as its number.
const classesIn = (css: string) =>
  new Set(
    [...css.matchAll(/\.(-?[a-z](?:\\2c |\\.|[\w-])*)/g)].map(([, name = '']) =>
      name.replaceAll('\\2c ', ',').replaceAll('\\', ''),
    ),
  )

// What our own Tailwind takes for a class in the panel's files.
async function panelClasses() {
  const folder = join(project.folder, 'src/components/admin')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))
  const words = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split(/[\s'"`{}]+/))
  const theme = readFileSync(join(ROOT, 'src/index.css'), 'utf8').replace('@import "tw-animate-css";', '')
  const tailwind = join(ROOT, 'node_modules/tailwindcss/index.css')
  const { build } = await compile(theme, {
    loadStylesheet: async () => ({
      path: tailwind,
      base: dirname(tailwind),
      content: readFileSync(tailwind, 'utf8'),
    }),
  })
  const known = classesIn(build(words))
  return words.filter((word) => known.has(word))
}

test(
  "the host's bundler takes the panel, and its Tailwind knows every class in it",
  async () => {
    expect(await tool('vite', ['build'])).toMatchObject({ code: 0 })
    const assets = join(project.folder, 'dist', 'assets')
    const [style = ''] = readdirSync(assets).filter((name) => name.endsWith('.css'))
    const there = classesIn(readFileSync(join(assets, style), 'utf8'))
    const wanted = await panelClasses()
    expect(wanted.length).toBeGreaterThan(100)
    expect(wanted.filter((name) => !there.has(name))).toEqual([])
  },
  SLOW_MS,
)

test(
  'the shadcn CLI takes the registry, and its backend lands where init puts it',
  async () => {
    expect(await tool('shadcn', ['registry', 'validate'], ROOT)).toMatchObject({ code: 0 })
    expect(
      await tool('shadcn', ['build', 'registry.json', '-o', join(project.folder, 'registry')], ROOT),
    ).toMatchObject({
      code: 0,
    })
    project.write('bare/package.json', '{ "name": "bare" }')
    const added = await tool('shadcn', ['add', '../registry/backend.json', '--yes'], join(project.folder, 'bare'))
    expect(added).toMatchObject({ code: 0 })

    const files = Object.entries(project.files())
    const withoutStamp = (path: string) => path.replace(/\/\d+_estorno_/, '/')
    const installed = (root: string) =>
      Object.fromEntries(
        files
          .filter(([path]) => path.startsWith(root) && !/config\.toml|_notes\.sql|estorno\.json/.test(path))
          .map(([path, content]) => [withoutStamp(path.slice(root.length)), content]),
      )
    expect(installed('bare/supabase/')).toEqual(installed('supabase/'))
  },
  SLOW_MS,
)
