import type { QueryClient } from '@tanstack/react-query'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { type AiJobPage, aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'
import { fetchJobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import type { PanelSession } from '@/components/admin/ai-jobs/panel-session'

const ASKED_AT_ONCE = 50

export const textOf = ({ table, id }: JobKey) => `${table}/${id}`

function jobKeyOf(text: string): JobKey {
  const end = text.lastIndexOf('/')
  return { table: text.slice(0, end), id: text.slice(end + 1) }
}

/** The jobs of all pages that are still in the cache, each as it was last seen. */
export function jobsInCache(session: PanelSession, queryClient: QueryClient): ReadonlyMap<string, AiJob> {
  const pages = queryClient.getQueriesData<AiJobPage>({ queryKey: aiJobKeys.lists(session) })
  const jobs = pages.flatMap(([, page]) => page?.jobs ?? [])
  return new Map(jobs.sort((one, other) => one.read_at - other.read_at).map((job) => [keyOf(job), job]))
}

/** Those of the selected jobs that can still be cancelled. One that was never on a page, or too long ago, is asked for. */
export async function fetchSelectedJobs(
  session: PanelSession,
  queryClient: QueryClient,
  keys: readonly string[],
  signal: AbortSignal,
): Promise<AiJob[]> {
  const known = jobsInCache(session, queryClient)
  const jobs: (AiJob | null)[] = []
  for (let start = 0; start < keys.length; start += ASKED_AT_ONCE) {
    const piece = keys.slice(start, start + ASKED_AT_ONCE)
    jobs.push(
      ...(await Promise.all(
        piece.map(async (key) => known.get(key) ?? (await fetchJobDetails(session.client, jobKeyOf(key), signal))),
      )),
    )
  }
  return jobs.filter((job) => job !== null).filter(isUnfinished)
}
