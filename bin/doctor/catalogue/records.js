import postgres from 'postgres'
import { z } from 'zod'

const broken = z.object({
  record: z.string().nullable(),
  first_id: z.number().nullable(),
  last_id: z.number().nullable(),
  problem: z.string(),
})
const answer = z.tuple([z.object({ problems: z.array(broken) })])
const QUERY_CANCELED = '57014'

/**
 * The seals of the record that do not hold; undefined when there is too much of it to be read in time.
 * @param {import('postgres').TransactionSql} sql
 * @returns {Promise<z.infer<typeof broken>[] | undefined>}
 */
export async function readBrokenRecords(sql) {
  try {
    return await sql.savepoint(async (inner) => {
      const [{ problems }] = answer.parse(
        await inner`select to_json(problems) as problems from estorno.verify_records()`,
      )
      return problems
    })
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === QUERY_CANCELED) return undefined
    throw error
  }
}
