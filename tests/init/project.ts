import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { type CommandResult, ROOT, run } from '../support/command.ts'
import { type ScratchFolder, scratchFolder } from '../support/scratch.ts'

const PROGRAM = join(ROOT, 'bin', 'estorno.js')
const HOST_APP = join(ROOT, 'tests', 'host-app', 'project')

export type Project = {
  folder: string
  init(...args: string[]): Promise<CommandResult>
  read(path: string): string
  write(path: string, content: string): void
  has(path: string): boolean
  /** Every file and its content, to see what a run changed. */
  files(): Record<string, string>
  migrations(): string[]
}

const folders: ScratchFolder[] = []

// One of them may hold what a package manager installed.
afterAll(() => {
  for (const folder of folders.splice(0)) folder.remove()
}, 120_000)

function projectIn(folder: string): Project {
  const inside = (path: string) => join(folder, path)
  return {
    folder,
    init: (...args) =>
      run(process.execPath, [PROGRAM, 'init', ...args], { cwd: folder, env: { ESTORNO_DATABASE_URL: '' } }),
    read: (path) => readFileSync(inside(path), 'utf8'),
    write(path, content) {
      mkdirSync(dirname(inside(path)), { recursive: true })
      writeFileSync(inside(path), content)
    },
    has: (path) => existsSync(inside(path)),
    files() {
      const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      return Object.fromEntries(
        entries.map((entry) => {
          const path = join(entry.parentPath, entry.name)
          return [path.slice(folder.length + 1), readFileSync(path, 'utf8')]
        }),
      )
    },
    migrations: () => readdirSync(inside('supabase/migrations')).sort(),
  }
}

/** A project that has supabase/ and nothing else. */
export function emptyProject(): Project {
  const folder = scratchFolder('project')
  folders.push(folder)
  mkdirSync(join(folder.path, 'supabase'))
  return projectIn(folder.path)
}

/** The front end of a host, as it is before the installation. */
export function hostApp(): Project {
  const project = emptyProject()
  cpSync(HOST_APP, project.folder, { recursive: true })
  return project
}
