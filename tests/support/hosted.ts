import { join } from 'node:path'
import { type Databases, SUPERUSER, withConnection } from './databases.ts'

// Hosted projects differ: older ones open all new objects to the API's roles, newer ones nothing.
export type DefaultGrants = 'auto' | 'explicit'

export type HostedOptions = { grants: DefaultGrants; extensions: Array<'pgtap' | 'plpgsql_check' | 'pg_cron'> }

export const hostedFile = (name: string): string => join(import.meta.dirname, 'sql', name)

// Makes an empty database look like that of a hosted Supabase project before its first migration.
export async function prepareHosted(databases: Databases, database: string, options: HostedOptions): Promise<void> {
  await withConnection(databases.url({ database, user: SUPERUSER }), async (sql) => {
    await sql.file(hostedFile('hosted.sql'))
    if (options.grants === 'auto') await sql.file(hostedFile('auto-grants.sql'))
    for (const extension of options.extensions) {
      if (extension === 'pg_cron') await sql.file(hostedFile('cron.sql'))
      else await sql`create extension if not exists ${sql(extension)} with schema extensions`
    }
  })
}
