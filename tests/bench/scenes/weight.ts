import type { Scene } from '../scene.ts'
import { contenders, runTrial } from '../trial.ts'

const TABLES = [
  'public.upscaler_jobs',
  'public.upscaler_credits',
  'public.upscaler_credit_transactions',
  'estorno.settlements',
]

/** Of the tables that the installation adds; the others are empty but for some lines. */
const LARGEST = 6

type Weighed = { name: string; megabytes: number }
type Updates = { name: string; hot: number; all: number }

/** How large the indexes are, and what is kept beside the jobs, and how many updates of a cleanup need no index to be touched (HOT). */
export const weight: Scene = {
  name: 'weight',
  histories: ({ histories: { middle, large } }) => [middle, large],
  async play({ world: { stage, ...world }, sizes, results, history }) {
    const place = { scene: 'weight', history, size: 0 }
    const weighed = await stage<Weighed[]>`
      select i.indexrelid::regclass::text as name, pg_relation_size(i.indexrelid) / 2 ^ 20 as megabytes
      from pg_index i where i.indrelid = any (${TABLES}::regclass[]) order by i.indrelid, 2 desc`
    for (const { name, megabytes } of weighed) {
      results.add({ ...place, contender: name, metric: 'size', unit: 'MB', samples: [megabytes] })
    }
    const kept = await stage<Weighed[]>`
      select c.oid::regclass::text as name, pg_total_relation_size(c.oid) / 2 ^ 20 as megabytes
      from pg_class c where c.relnamespace = 'estorno'::regnamespace and c.relkind = 'r' order by 2 desc limit ${LARGEST}`
    for (const { name, megabytes } of kept) {
      results.add({ ...place, contender: name, metric: 'size with its indexes', unit: 'MB', samples: [megabytes] })
    }
    const updates = () => stage<Updates[]>`
      select relid::regclass::text as name, n_tup_hot_upd::integer as hot, n_tup_upd::integer as all
      from pg_stat_user_tables where relid = any (${TABLES}::regclass[])`
    const jobs = sizes.storms.usual
    const before = await updates()
    await runTrial({ stage, ...world }, { jobs, customers: Math.ceil(jobs / 4) }, contenders['estorno, cron'])
    for (const { name, hot, all } of await updates()) {
      const earlier = before.find((one) => one.name === name)
      const updated = all - (earlier?.all ?? 0)
      if (updated === 0) continue
      const share = (100 * (hot - (earlier?.hot ?? 0))) / updated
      results.add({ ...place, contender: name, metric: 'HOT updates', unit: '%', samples: [share] })
    }
  },
}
