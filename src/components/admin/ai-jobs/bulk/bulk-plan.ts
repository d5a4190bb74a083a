import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { type AiJobFilter, toFilterArguments } from '@/components/admin/ai-jobs/ai-job-filter'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import { fetchSelectedJobs, jobsInCache } from '@/components/admin/ai-jobs/bulk/selected-jobs'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

/** What is to be cancelled: these jobs, or whatever matches the filter. */
export type BulkTarget = { kind: 'selection'; keys: readonly string[] } | { kind: 'filter'; filter: AiJobFilter }

const plannedTool = z.object({
  table_name: z.string(),
  tool_label: z.string(),
  jobs: z.number(),
  customers: z.number(),
  credits: z.number(),
})
export type PlannedTool = z.infer<typeof plannedTool>
const total = z.object({ table_name: z.null() })

/** What a cancel would do: the jobs it ends, and per tool how many, whose, and for how many credits. */
export type BulkPlan = { jobs: JobKey[]; tools: PlannedTool[] }

const cancellableJob = z.object({ table_name: z.string(), id: z.string() })

const PAGE_SIZE = 1_000
const MAX_JOBS = 10_000

function planOfSelection(selected: readonly AiJob[]): BulkPlan {
  const labels = new Map(selected.map((job) => [job.table_name, job.tool_label]))
  const tools = [...labels].map(([table_name, tool_label]) => {
    const jobs = selected.filter((job) => job.table_name === table_name)
    return {
      table_name,
      tool_label,
      jobs: jobs.length,
      customers: new Set(jobs.map((job) => job.user_id).filter((id) => id !== null)).size,
      credits: jobs.reduce((sum, job) => sum + (job.refundable_credits ?? 0), 0),
    }
  })
  return { jobs: selected.map((job) => ({ table: job.table_name, id: job.id })), tools }
}

/** Asked once when the question opens: what is shown is what is cancelled, whatever happens meanwhile. */
export function bulkPlanQuery(session: PanelSession, queryClient: QueryClient, target: BulkTarget) {
  return queryOptions({
    queryKey: aiJobKeys.bulkPlan(session, target),
    queryFn: async ({ signal }) =>
      target.kind === 'selection'
        ? planOfSelection(await fetchSelectedJobs(session, queryClient, target.keys, signal))
        : fetchFilterPlan(session.client, target.filter, signal),
    initialData: target.kind === 'selection' ? planInCache(session, queryClient, target.keys) : undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry,
  })
}

function planInCache(session: PanelSession, queryClient: QueryClient, keys: readonly string[]) {
  const known = jobsInCache(session, queryClient)
  const jobs = keys
    .map((key) => known.get(key))
    .filter((job) => job !== undefined)
    .filter(isUnfinished)
  return jobs.length === keys.length ? planOfSelection(jobs) : undefined
}

async function fetchFilterPlan(client: Supabase, filter: AiJobFilter, signal: AbortSignal): Promise<BulkPlan> {
  const args = toFilterArguments(filter)
  const preview = await client.rpc('admin_preview_cancel_ai_jobs', args).abortSignal(signal).throwOnError()
  const tools = z
    .array(z.union([plannedTool, total]))
    .parse(preview.data)
    .filter((row) => row.table_name !== null)
  const jobs = new Map<string, JobKey>()
  // A project answers with so many rows at most, whatever is asked for: the rest comes in further pages.
  for (let fresh = true; fresh && jobs.size < Math.min(countJobs(tools), MAX_JOBS); ) {
    const known = jobs.size
    const { data } = await client
      .rpc('admin_list_cancellable_ai_jobs', { ...args, max_jobs: MAX_JOBS })
      .range(known, known + PAGE_SIZE - 1)
      .abortSignal(signal)
      .throwOnError()
    for (const { table_name, id } of z.array(cancellableJob).parse(data)) {
      jobs.set(`${table_name}/${id}`, { table: table_name, id })
    }
    fresh = jobs.size > known
  }
  return { jobs: [...jobs.values()], tools }
}

export function countJobs(tools: readonly PlannedTool[]) {
  return tools.reduce((sum, tool) => sum + tool.jobs, 0)
}
