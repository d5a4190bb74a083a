import { randomUUID } from 'node:crypto'
import type postgres from 'postgres'
import { type Cluster, startCluster } from '../support/cluster.ts'
import { withConnection } from '../support/databases.ts'
import { bareTemplate, HOST_NAMES, type HostName } from './host.ts'

export const CLEANUP = 'public.cleanup_all_stale_ai_jobs'

/** Projects that the product has not reached yet, on a cluster of their own. */
export class Projects {
  readonly #bare = new Map<HostName, string>()
  readonly cluster: Cluster

  private constructor(cluster: Cluster) {
    this.cluster = cluster
  }

  static async start(): Promise<Projects> {
    const projects = new Projects(await startCluster({ version: 15, cron: true, durable: false }))
    for (const host of HOST_NAMES) projects.#bare.set(host, await bareTemplate(projects.cluster, host))
    return projects
  }

  /** A copy of one, with a customer whose jobs may not be touched. */
  async copy(host: HostName): Promise<string> {
    const url = this.cluster.url({ database: await this.cluster.createDatabase({ template: this.#bare.get(host) }) })
    const customer = randomUUID()
    await withConnection(url, async (sql) => {
      await sql`insert into auth.users (id, email) values (${customer}, 'cliente@example.com')`
      await sql`insert into public.profiles (id, email) values (${customer}, 'cliente@example.com')`
      await sql`insert into public.upscaler_credits (user_id, balance, lifetime_balance) values (${customer}, 40, 40)`
      await sql`
        insert into public.upscaler_jobs (session_id, user_id, status, user_credit_cost, created_at)
        select 's', ${customer}, status, 60, now() - make_interval(mins => age)
        from (values ('queued', 3000), ('running', 30), ('completed', 30), ('queued', 1)) as job (status, age)`
    })
    return url
  }
}

/** The rows of one statement by the project's owner. */
export const inProject = (url: string, query: string): Promise<postgres.Row[]> =>
  withConnection(url, async (sql) => [...(await sql.unsafe(query))])
