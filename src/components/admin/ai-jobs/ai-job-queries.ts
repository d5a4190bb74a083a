import { keepPreviousData, type QueryKey, queryOptions } from '@tanstack/react-query'
import { type AiJob, parseAiJobSummary, parseAiJobs, parseAiTools } from '@/components/admin/ai-jobs/ai-job'
import {
  type AiJobFilter,
  type AiJobView,
  NO_CREATION_TIME,
  type PageCursor,
  toFilterArguments,
} from '@/components/admin/ai-jobs/ai-job-filter'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

const PAGE_SIZE = 20
// A job may be selected on a page that the admin left long ago, and its credits are told before it is cancelled.
const PAGE_KEPT_MS = 60 * 60_000

const JOBS = 'ai-jobs'
const BULK_PLAN = 'ai-jobs-bulk-plan'

export const aiJobKeys = {
  all: [JOBS] as const,
  of: ({ userId }: PanelSession) => [...aiJobKeys.all, userId] as const,
  tools: (session: PanelSession) => [...aiJobKeys.of(session), 'tools'] as const,
  jobs: (session: PanelSession) => [...aiJobKeys.of(session), 'jobs'] as const,
  lists: (session: PanelSession) => [...aiJobKeys.jobs(session), 'list'] as const,
  list: (session: PanelSession, filter: AiJobFilter, cursor: PageCursor | null) =>
    [...aiJobKeys.lists(session), filter, cursor] as const,
  // Not below the key of all, or the end of the bulk run would ask for its plan again.
  bulkPlan: (session: PanelSession, target: object) => [BULK_PLAN, session.userId, target] as const,
  summary: (session: PanelSession, filter: AiJobFilter) => [...aiJobKeys.jobs(session), 'summary', filter] as const,
}

/** Whether an answer of ours is not this user's. */
export function isOfAnother([area, owner]: QueryKey, userId: string) {
  return (area === JOBS || area === BULK_PLAN) && owner !== userId
}

export type AiJobPage = { view: AiJobView; jobs: AiJob[]; newer: PageCursor | null; older: PageCursor | null }

// A caller who is no admin stays none; everything else may be a passing fault.
export const retry = (failures: number, error: Error) => !isNotAdmin(error) && failures < 2

export function aiToolsQuery(session: PanelSession) {
  return queryOptions({
    queryKey: aiJobKeys.tools(session),
    queryFn: async ({ signal }) => {
      const { data } = await session.client.rpc('admin_list_ai_tools').abortSignal(signal).throwOnError()
      return parseAiTools(data)
    },
    retry,
  })
}

export function aiJobSummaryQuery(session: PanelSession, filter: AiJobFilter) {
  return queryOptions({
    queryKey: aiJobKeys.summary(session, filter),
    queryFn: async ({ signal }) => {
      const { data } = await session.client
        .rpc('admin_summarize_ai_jobs', toFilterArguments(filter))
        .abortSignal(signal)
        .throwOnError()
      return parseAiJobSummary(data)
    },
    placeholderData: keepPreviousData,
    retry,
  })
}

export function aiJobListQuery(session: PanelSession, filter: AiJobFilter, cursor: PageCursor | null) {
  return queryOptions({
    queryKey: aiJobKeys.list(session, filter, cursor),
    queryFn: ({ signal }) => fetchPage(session.client, { filter, cursor }, signal),
    placeholderData: keepPreviousData,
    gcTime: PAGE_KEPT_MS,
    retry,
  })
}

/** Up to `pageSize` jobs of the filter that come after the cursor (before it when it says so), newest first. */
export async function fetchAiJobs(
  client: Supabase,
  { filter, cursor }: AiJobView,
  pageSize: number,
  signal: AbortSignal,
): Promise<AiJob[]> {
  const { data } = await client
    .rpc('admin_list_ai_jobs', {
      ...toFilterArguments(filter),
      page_size: pageSize,
      cursor_created_at: cursor?.createdAt,
      cursor_id: cursor?.id,
      backwards: cursor?.backwards ?? false,
    })
    .abortSignal(signal)
    .throwOnError()
  return parseAiJobs(data)
}

async function fetchPage(client: Supabase, view: AiJobView, signal: AbortSignal): Promise<AiJobPage> {
  // One row more than a page tells whether another page follows.
  const rows = await fetchAiJobs(client, view, PAGE_SIZE + 1, signal)
  const more = rows.length > PAGE_SIZE
  const backwards = view.cursor?.backwards ?? false
  const jobs = backwards ? rows.slice(-PAGE_SIZE) : rows.slice(0, PAGE_SIZE)
  const hasNewer = backwards ? more : view.cursor !== null
  const hasOlder = backwards || more
  return {
    view,
    jobs,
    newer: hasNewer ? cursorAt(jobs[0], true) : null,
    older: hasOlder ? cursorAt(jobs[jobs.length - 1], false) : null,
  }
}

export function cursorAt(job: AiJob | undefined, backwards: boolean): PageCursor | null {
  return job ? { createdAt: job.created_at ?? NO_CREATION_TIME, id: job.id, backwards } : null
}
