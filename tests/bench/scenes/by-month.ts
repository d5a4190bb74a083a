import type { Scene } from '../scene.ts'
import { interleave } from '../statistics.ts'
import { contenders, runTrial } from '../trial.ts'
import type { World } from '../world.ts'
import { addTrial } from './cleanup.ts'

const TOOLS = ['whole_jobs', 'monthly_jobs'] as const

async function register({ stage }: World, tool: string): Promise<boolean> {
  try {
    await stage`select estorno.register_job_table(${tool}, ${tool})`
    return true
  } catch (error) {
    console.log(`  ${tool} cannot be registered: ${error instanceof Error ? error.message : error}`)
    return false
  }
}

/** A job table cut into 25 months by its time-ordered ids, beside the same rows in one table. */
export const byMonth: Scene = {
  name: 'by-month',
  histories: ({ histories }) => [histories.small],
  async play({ world, sizes, results, history }) {
    const place = { scene: 'by-month', history }
    const tables = TOOLS.map((tool) => `public.${tool}`).join(', ')
    await world.stage`call bench.make_tools_by_month(${history})`
    await world.stage.unsafe(`vacuum (freeze, analyze) ${tables}`)
    const admin = await world.connectAsAdmin()
    const jobs = sizes.storms.usual
    const clean = (tool: (typeof TOOLS)[number]) => async () => {
      const trial = await runTrial(
        world,
        { jobs, customers: Math.ceil(jobs / 4), tools: [tool], idsInTime: true },
        contenders['estorno, cron'],
      )
      addTrial(results, { ...place, size: jobs, contender: tool }, trial)
      await world.stage.unsafe(`vacuum (index_cleanup on) ${tables}`)
    }
    const timed = (contender: string, metric: string, ask: () => Promise<unknown>) => async () => {
      const began = performance.now()
      await ask()
      const samples = [performance.now() - began]
      results.add({ ...place, size: 0, contender, metric, unit: 'ms', samples })
    }
    const list = (tool: string) =>
      timed(tool, 'list', () => admin`select * from public.admin_list_ai_jobs(tool => ${tool})`)
    const owner = world.connect()
    const search = (tool: string) =>
      timed(
        tool,
        'search of a tick with nothing to do',
        () => owner`
          select estorno.stale_jobs(t, jsonb_populate_record(null::estorno.cleanup_run_tables,
            '{"pass": 1, "reached_at": "-infinity", "reached_id": "00000000-0000-0000-0000-000000000000"}'))
          from estorno.job_tables t where t.table_name = ${tool}`,
      )
    try {
      for (const tool of TOOLS) {
        const registered = await register(world, tool)
        results.add({
          ...place,
          size: 0,
          contender: tool,
          metric: 'registered',
          unit: 'count',
          samples: [Number(registered)],
        })
        if (!registered) return
      }
      await world.keepUp()
      await interleave(sizes.rounds, { whole_jobs: clean('whole_jobs'), monthly_jobs: clean('monthly_jobs') })
      await interleave(sizes.loads, { whole_jobs: list('whole_jobs'), monthly_jobs: list('monthly_jobs') })
      await interleave(sizes.loads, { whole_jobs: search('whole_jobs'), monthly_jobs: search('monthly_jobs') })
    } finally {
      await Promise.all([admin.end(), owner.end()])
      await world.stage`call bench.drop_tools_by_month()`
    }
  },
}
