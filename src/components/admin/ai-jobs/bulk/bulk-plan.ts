import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { z } from 'zod'
import { type AiJob, hasFailedBefore, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { type AiJobFilter, toFilterArguments } from '@/components/admin/ai-jobs/ai-job-filter'
import { aiJobKeys, retry } from '@/components/admin/ai-jobs/ai-job-queries'
import { fetchSelectedJobs, jobsInCache } from '@/components/admin/ai-jobs/bulk/selected-jobs'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

/** What is to be cancelled: these jobs, or whatever matches the filter. */
export type BulkTarget = { kind: 'selection'; keys: readonly string[] } | { kind: 'filter'; filter: AiJobFilter }

/** How many jobs, of how many customers, for how many credits; and those of them that failed before. */
const figures = {
  jobs: z.number(),
  customers: z.number(),
  credits: z.number(),
  failed_jobs: z.number(),
  failed_credits: z.number(),
}
const plannedTool = z.object({ table_name: z.string(), tool_label: z.string(), ...figures })
// A customer of two tools counts once here, so no sum over the tools would do.
const plannedTotal = z.object(figures)
export type PlannedTool = z.infer<typeof plannedTool>
export type PlannedTotal = z.infer<typeof plannedTotal>

/** What a cancel would do: the jobs it ends, and its figures per tool and in all. */
export type BulkPlan = { jobs: JobKey[]; tools: PlannedTool[]; total: PlannedTotal }

const cancellableJob = z.object({ table_name: z.string(), id: z.string() })

const PAGE_SIZE = 1_000
const MAX_JOBS = 10_000

const NOTHING: PlannedTotal = { jobs: 0, customers: 0, credits: 0, failed_jobs: 0, failed_credits: 0 }

function planOfSelection(selected: readonly AiJob[]): BulkPlan {
  const labels = new Map(selected.map((job) => [job.table_name, job.tool_label]))
  const tools = [...labels].map(([table_name, tool_label]) => ({
    table_name,
    tool_label,
    ...figuresOf(selected.filter((job) => job.table_name === table_name)),
  }))
  return {
    jobs: selected.map((job) => ({ table: job.table_name, id: job.id })),
    tools,
    total: figuresOf(selected),
  }
}

function figuresOf(jobs: readonly AiJob[]) {
  const failed = jobs.filter(hasFailedBefore)
  return {
    jobs: jobs.length,
    customers: new Set(jobs.map((job) => job.user_id).filter((id) => id !== null)).size,
    credits: creditsOf(jobs),
    failed_jobs: failed.length,
    failed_credits: creditsOf(failed),
  }
}

const creditsOf = (jobs: readonly AiJob[]) => jobs.reduce((sum, job) => sum + (job.refundable_credits ?? 0), 0)

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
  const tools = z.array(plannedTool).parse(preview.data.filter((row) => row.table_name !== null))
  const total = plannedTotal.optional().parse(preview.data.find((row) => row.table_name === null)) ?? NOTHING
  const jobs = new Map<string, JobKey>()
  // A project answers with so many rows at most, whatever is asked for: the rest comes in further pages.
  for (let fresh = true; fresh && jobs.size < Math.min(total.jobs, MAX_JOBS); ) {
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
  return { jobs: [...jobs.values()], tools, total }
}
