import { type Cluster, startCluster } from '../support/cluster.ts'
import { type DefaultGrants, prepareHosted } from '../support/hosted.ts'
import { push, templateDatabase } from '../support/migrate.ts'
import type { MigratedCluster } from './stage.ts'

// pg_cron works in one database of a cluster only, so the schedule is migrated there, and copies come from a template.
export async function migratedCluster(grants: DefaultGrants): Promise<MigratedCluster & { databases: Cluster }> {
  const databases = await startCluster({ version: 15, cron: true, durable: false })
  try {
    await prepareHosted(databases, 'postgres', { grants, extensions: ['pgtap', 'plpgsql_check', 'pg_cron'] })
    await push(databases.url({ database: 'postgres' }))
    return { databases, template: await templateDatabase(databases, { grants, extensions: ['pgtap'] }) }
  } catch (error) {
    await databases.stop()
    throw error
  }
}
