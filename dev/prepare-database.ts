import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LocalDatabase } from './local-database.ts'
import { messageOf, StartupError } from './startup-error.ts'

/**
 * What a Supabase project holds before its first migration: the Auth tables, the API's roles, and pg_cron or its
 * stand-in. Returns whether the stand-in's jobs have to be run by us.
 */
export async function bootstrap(database: LocalDatabase): Promise<{ standInCron: boolean }> {
  const [auth] = await database.query("select to_regclass('auth.identities') is not null as there")
  if (auth?.there !== true) await database.run(database.connection.config.baseSchema ?? '')
  await database.run(readFileSync(join(import.meta.dirname, 'roles.sql'), 'utf8'))
  await database.run(`do $$ begin create extension if not exists pg_cron; exception when others then null; end $$`)
  const [cron] = await database.query("select exists (select from pg_extension where extname = 'pg_cron') as there")
  const standInCron = cron?.there !== true
  if (standInCron) await database.run(readFileSync(join(import.meta.dirname, 'cron.sql'), 'utf8'))
  return { standInCron }
}

/** Applies the files that are not recorded yet, in order, each as a whole or not at all. Returns their names. */
export async function migrate(database: LocalDatabase, folder: string): Promise<string[]> {
  await database.run(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (
      version text primary key, statements text[], name text
    )`)
  const recorded = await database.query('select version from supabase_migrations.schema_migrations')
  const applied = new Set(recorded.map(({ version }) => version))
  const done: string[] = []
  for (const file of readdirSync(folder).sort()) {
    const [, version, name] = /^(\d{14})_(.+)\.sql$/.exec(file) ?? []
    if (!version || !name || applied.has(version)) continue
    const sql = readFileSync(join(folder, file), 'utf8')
    await inTransaction(database, `Migration ${file}`, async () => {
      await database.run(sql)
      await database.query(
        'insert into supabase_migrations.schema_migrations (version, name, statements) values ($1, $2, array[$3])',
        [version, name, sql],
      )
    })
    done.push(file)
  }
  return done
}

/** Runs a script as a whole or not at all. */
export async function applyScript(database: LocalDatabase, what: string, sql: string): Promise<void> {
  await inTransaction(database, what, () => database.run(sql))
}

async function inTransaction(database: LocalDatabase, what: string, work: () => Promise<void>): Promise<void> {
  await database.run('begin')
  try {
    await work()
    await database.run('commit')
  } catch (error) {
    await database.run('rollback')
    throw new StartupError(`${what} failed: ${messageOf(error)}`)
  }
}
