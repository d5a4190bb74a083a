import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import {
  type AiJob,
  isUnfinished,
  parseAiJobSummary,
  parseAiJobs,
  parseAiTools,
} from '@/components/admin/ai-jobs/ai-job'
import {
  type AiJobFilter,
  NO_CREATION_TIME,
  type PageCursor,
  toFilterArguments,
} from '@/components/admin/ai-jobs/ai-job-filter'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'

const PAGE_SIZE = 20
const REFRESH_MS = 15_000
const HIGHEST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

export const aiJobKeys = {
  all: ['ai-jobs'] as const,
  tools: () => [...aiJobKeys.all, 'tools'] as const,
  list: (filter: AiJobFilter, cursor: PageCursor | null) => [...aiJobKeys.all, 'list', filter, cursor] as const,
  summary: (filter: AiJobFilter) => [...aiJobKeys.all, 'summary', filter] as const,
}

export type AiJobPage = { jobs: AiJob[]; newer: PageCursor | null; older: PageCursor | null }

// A caller who is no admin stays none; everything else may be a passing fault.
const retry = (failures: number, error: Error) => !isNotAdmin(error) && failures < 2

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
    // With only stuck jobs asked for, one that gets stuck next is not in the answer yet.
    refetchInterval: ({ state }) => (filter.stuckOnly || (state.data?.in_progress ?? 0) > 0 ? REFRESH_MS : false),
    placeholderData: keepPreviousData,
    retry,
  })
}

export function aiJobListQuery(client: Supabase, filter: AiJobFilter, cursor: PageCursor | null) {
  return queryOptions({
    queryKey: aiJobKeys.list(filter, cursor),
    queryFn: ({ signal }) => fetchPage(client, filter, cursor, signal),
    refetchInterval: ({ state }) => (filter.stuckOnly || state.data?.jobs.some(isUnfinished) ? REFRESH_MS : false),
    placeholderData: keepPreviousData,
    retry,
  })
}

async function fetchPage(
  client: Supabase,
  filter: AiJobFilter,
  cursor: PageCursor | null,
  signal: AbortSignal,
): Promise<AiJobPage> {
  const { data } = await client
    .rpc('admin_list_ai_jobs', {
      ...toFilterArguments(filter),
      // One row more than a page tells whether another page follows.
      page_size: PAGE_SIZE + 1,
      cursor_created_at: cursor?.createdAt,
      cursor_id: cursor?.id,
      backwards: cursor?.backwards ?? false,
    })
    .abortSignal(signal)
    .throwOnError()
  const rows = parseAiJobs(data)
  const more = rows.length > PAGE_SIZE
  const backwards = cursor?.backwards ?? false
  const jobs = backwards ? rows.slice(-PAGE_SIZE) : rows.slice(0, PAGE_SIZE)
  const hasNewer = backwards ? more : cursor !== null
  const hasOlder = backwards || more
  return {
    jobs,
    newer: hasNewer ? cursorAt(jobs[0], true) : null,
    older: hasOlder ? cursorAt(jobs[jobs.length - 1], false) : null,
  }
}

function cursorAt(job: AiJob | undefined, backwards: boolean): PageCursor | null {
  return job ? { createdAt: job.created_at ?? NO_CREATION_TIME, id: job.id, backwards } : null
}

/** The same job as the database has it now; undefined when it is gone. */
export async function refetchAiJob(client: Supabase, job: AiJob): Promise<AiJob | undefined> {
  const { data } = await client
    .rpc('admin_list_ai_jobs', {
      tool: job.table_name,
      // Just above every job created at that moment, so the page begins with the one looked for.
      cursor_created_at: job.created_at ?? NO_CREATION_TIME,
      cursor_id: HIGHEST_ID,
      page_size: 200,
    })
    .throwOnError()
  return parseAiJobs(data).find((row) => row.id === job.id)
}
