import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
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
  const [refreshedAt, setRefreshedAt] = useState<number | null>(null)

  return {
    list,
    summary,
    pause,
    /** When an admin's own wish to refresh was last met; null before the first. */
    refreshedAt,
    async refresh() {
      const [answer] = await Promise.all([list.refetch(), summary.refetch()])
      if (answer.isSuccess) setRefreshedAt(Date.now())
    },
  }
}

export type AiJobs = ReturnType<typeof useAiJobs>
