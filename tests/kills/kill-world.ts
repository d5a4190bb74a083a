import { join } from 'node:path'
import { createWorld, type World } from '../races/world.ts'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { templateDatabase } from '../support/migrate.ts'
import { testDatabaseAt } from '../support/test-database.ts'

export type KillWorld = World & { cluster: Cluster }

// A cluster of its own: to kill it must hurt nobody else. It is a durable one, for only that promises anything.
export async function createKillWorld(): Promise<KillWorld> {
  const cluster = await startCluster({ version: 15, durable: true })
  try {
    const name = await templateDatabase(cluster, { grants: 'auto', extensions: [] })
    const world = await createWorld(1, testDatabaseAt(cluster, name))
    await world.owner.file(join(import.meta.dirname, 'points.sql'))
    return {
      ...world,
      cluster,
      async close() {
        await world.close()
        await cluster.stop()
      },
    }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}
