import { join } from 'node:path'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { ROOT } from '../support/command.ts'
import { withConnection } from '../support/databases.ts'
import { prepareHosted } from '../support/hosted.ts'
import { push } from '../support/migrate.ts'
import type { Mutant } from './mutant.ts'
import type { Watcher } from './watcher.ts'

type Verdict = { mutant: string; seconds: number } & ({ killed: true; by: string } | { killed: false })

export type Laboratory = {
  /** Tests that are red though nothing was taken out: what they say of a mutant would mean nothing. */
  redWithoutMutation(watcher: Watcher): Promise<string[]>
  examine(mutant: Mutant): Promise<Verdict>
  close(): Promise<void>
}

const WHOLE = 'whole'

// With a stand-in for pg_cron, because the real one keeps its schedule in one database of a cluster, which cannot be copied.
async function migratedCluster(): Promise<Cluster> {
  const cluster = await startCluster({ version: 15, durable: false })
  const url = cluster.url({ database: await cluster.createDatabase({ name: WHOLE }) })
  await prepareHosted(cluster, WHOLE, { grants: 'auto', extensions: ['pgtap'] })
  await withConnection(url, (sql) => sql.file(join(ROOT, 'dev', 'cron.sql')))
  await push(url)
  return cluster
}

export async function createLaboratory(): Promise<Laboratory> {
  const cluster = await migratedCluster()

  async function onCopy<T>(work: (database: string) => Promise<T>): Promise<T> {
    const database = await cluster.createDatabase({ template: WHOLE })
    try {
      return await work(database)
    } finally {
      await cluster.dropDatabase(database)
    }
  }

  async function mutate(database: string, mutant: Mutant) {
    await withConnection(cluster.url({ database }), async (sql) => {
      for (const change of mutant.changes) await change(sql)
      await sql`select estorno.keep_functions(anew => true)` // they are made from what was changed
      await sql`begin`
      await sql.file(join(import.meta.dirname, 'still-works.sql'))
      await sql`rollback`
    })
  }

  return {
    redWithoutMutation: (watcher) => onCopy((database) => watcher.redIn(cluster, database)),
    examine: (mutant) =>
      onCopy(async (database) => {
        const started = performance.now()
        await mutate(database, mutant)
        let by: string | undefined
        for (const watcher of mutant.noticedBy) {
          const [red] = await watcher.redIn(cluster, database)
          if (red === undefined) continue
          by = `${watcher.name}: ${red}`
          break
        }
        const seconds = (performance.now() - started) / 1000
        return { mutant: mutant.name, seconds, ...(by === undefined ? { killed: false } : { killed: true, by }) }
      }),
    close: () => cluster.stop(),
  }
}
