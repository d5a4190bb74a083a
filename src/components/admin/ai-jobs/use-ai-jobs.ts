import { useMutation, useQuery } from '@tanstack/react-query'
import type { AiJobView } from '@/components/admin/ai-jobs/ai-job-filter'
import { aiJobListQuery, aiJobSummaryQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'

/** The page of jobs and the totals of their filter, kept fresh. */
export function useAiJobs({ filter, cursor }: AiJobView) {
  const session = usePanelSession()
  const { pause, options } = useLiveRefresh()
  const list = useQuery({ ...aiJobListQuery(session, filter, cursor), ...options })
  const summary = useQuery({ ...aiJobSummaryQuery(session, filter), ...options })
  const refreshing = useMutation({
    // It only asks the queries, and what to do without a line is theirs to know.
    networkMode: 'always',
    mutationFn: async () => {
      const [answer] = await Promise.all([list.refetch(), summary.refetch()])
      return answer.isSuccess ? Date.now() : null
    },
  })

  return {
    list,
    summary,
    pause,
    /** When the admin's own wish to refresh was met; null before the first, and when it was not. */
    refreshedAt: refreshing.data ?? null,
    refresh: () => refreshing.mutate(),
  }
}

export type AiJobs = ReturnType<typeof useAiJobs>
