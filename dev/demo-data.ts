import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Api } from './api.ts'
import type { LocalDatabase } from './local-database.ts'
import { applyScript } from './prepare-database.ts'
import { StartupError } from './startup-error.ts'

const seedFile = resolve(import.meta.dirname, '../supabase/seed.sql')
export const demoEmails = ['admin@example.com', 'cliente@example.com']
export const demoPassword = 'demo-password'

/** The demo users, signed up as anyone would, and their jobs; once, recorded where the Supabase CLI records seeds. */
export async function addDemoData(database: LocalDatabase, api: Api, publishableKey: string): Promise<void> {
  await database.run('create table if not exists supabase_migrations.seed_files (path text primary key, hash text)')
  const path = 'supabase/seed.sql'
  const seeded = await database.query('select from supabase_migrations.seed_files where path = $1', [path])
  if (seeded.length > 0) return
  for (const email of demoEmails) await signUp(api, publishableKey, email)
  await applyScript(database, path, readFileSync(seedFile, 'utf8'))
  await database.query(`insert into supabase_migrations.seed_files (path, hash) values ($1, '')`, [path])
}

async function signUp(api: Api, publishableKey: string, email: string): Promise<void> {
  const answer = await api.fetch(
    new Request('http://127.0.0.1/auth/v1/signup', {
      method: 'POST',
      headers: { apikey: publishableKey, 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: demoPassword }),
    }),
  )
  const text = await answer.text()
  if (answer.ok || text.includes('user_already_exists')) return
  throw new StartupError(`The demo user ${email} could not be signed up: ${answer.status} ${text}`)
}
