import { defaultDataFolder } from './data-folder.ts'
import { defaultMigrationsFolder } from './stack.ts'

/** What every script of the local stack takes on its command line. */
export const projectOptions = {
  'data-folder': { type: 'string', default: defaultDataFolder },
  'migrations-folder': { type: 'string', default: defaultMigrationsFolder },
  'allow-remote-database': { type: 'boolean', default: false },
} as const

type ProjectValues = { 'data-folder': string; 'migrations-folder': string; 'allow-remote-database': boolean }

export function readProjectOptions(values: ProjectValues) {
  return {
    dataFolder: values['data-folder'],
    migrationsFolder: values['migrations-folder'],
    // Never DATABASE_URL: a shell may have that one set for production.
    databaseUrl: process.env.ESTORNO_DATABASE_URL,
    allowRemoteDatabase: values['allow-remote-database'],
  }
}
