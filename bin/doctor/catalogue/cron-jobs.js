import { z } from 'zod'

/** @typedef {{ where: string, command: string, active: boolean, switchOff: string[] }} CronJob */

const rows = z.array(z.object({ id: z.string(), name: z.string(), command: z.string(), active: z.boolean() }))

/**
 * What pg_cron runs here apart from estorno's own. Undefined without pg_cron.
 * @param {import('postgres').TransactionSql} sql
 * @returns {Promise<CronJob[] | undefined>}
 */
export async function readCronJobs(sql) {
  const [found] = await sql`select to_regclass('cron.job') is not null as there`
  if (!found?.there) return undefined
  const jobs = rows.parse(
    await sql`
      select jobid::text as id, coalesce(jobname, jobid::text) as name, command, active from cron.job
      where database = current_database() and strpos(command, 'estorno.batch_size') = 0 order by jobid`,
  )
  return jobs.map(({ id, name, command, active }) => ({
    where: `cron job ${id} "${name}"`,
    command,
    active,
    switchOff: [`select cron.alter_job(${id}, active => false);`],
  }))
}
