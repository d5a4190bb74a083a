import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type AiJob, parseAiJobSummary, parseAiJobs, parseAiTools } from '@/components/admin/ai-jobs/ai-job'
import {
  type AiJobFilter,
  type AiJobView,
  NO_CREATION_TIME,
  type PageCursor,
  toFilterArguments,
} from '@/components/admin/ai-jobs/ai-job-filter'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

const PAGE_SIZE = 20

export const aiJobKeys = {
  all: ['ai-jobs'] as const,
  tools: () => [...aiJobKeys.all, 'tools'] as const,
  jobs: () => [...aiJobKeys.all, 'jobs'] as const,
  list: (filter: AiJobFilter, cursor: PageCursor | null) => [...aiJobKeys.jobs(), 'list', filter, cursor] as const,
  summary: (filter: AiJobFilter) => [...aiJobKeys.jobs(), 'summary', filter] as const,
}

export type AiJobPage = { view: AiJobView; jobs: AiJob[]; newer: PageCursor | null; older: PageCursor | null }

// A caller who is no admin stays none; everything else may be a passing fault.
export const retry = (failures: number, error: Error) => !isNotAdmin(error) && failures < 2

export function aiToolsQuery(client: Supabase) {
  return queryOptions({
    queryKey: aiJobKeys.tools(),
    queryFn: async ({ signal }) => {
      const { data } = await client.rpc('admin_list_ai_tools').abortSignal(signal).throwOnError()
      return parseAiTools(data)
    },
    retry,
  })
}

export function aiJobSummaryQuery(client: Supabase, filter: AiJobFilter) {
  return queryOptions({
    queryKey: aiJobKeys.summary(filter),
    queryFn: async ({ signal }) => {
      const { data } = await client
        .rpc('admin_summarize_ai_jobs', toFilterArguments(filter))
        .abortSignal(signal)
        .throwOnError()
      return parseAiJobSummary(data)
    },
    placeholderData: keepPreviousData,
    retry,
  })
}

export function aiJobListQuery(client: Supabase, filter: AiJobFilter, cursor: PageCursor | null) {
  return queryOptions({
    queryKey: aiJobKeys.list(filter, cursor),
    queryFn: ({ signal }) => fetchPage(client, { filter, cursor }, signal),
    placeholderData: keepPreviousData,
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
