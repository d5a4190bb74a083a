import type { Databases } from '../support/databases.ts'

export type Outcome = { passed: number; failed: number }

export type MigratedCluster = { databases: Databases; template: string }

export type StageContext = {
  /** A cluster with pg_cron, migrated in the database `postgres` and in a template. Made when first asked for. */
  cluster(): Promise<MigratedCluster>
}

export type Stage = { name: string; group: string; run(context: StageContext): Promise<Outcome> }

export const outcomeOf = (passed: boolean): Outcome => ({ passed: Number(passed), failed: Number(!passed) })
