import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AiJobView } from '@/components/admin/ai-jobs/ai-job-filter'
import { aiJobListQuery, aiJobSummaryQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'

/** The page of jobs and the totals of their filter, kept fresh. */
export function useAiJobs({ filter, cursor }: AiJobView) {
  const client = useSupabase()
  const { pause, options } = useLiveRefresh()
  const list = useQuery({ ...aiJobListQuery(client, filter, cursor), ...options })
  const summary = useQuery({ ...aiJobSummaryQuery(client, filter), ...options })
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
