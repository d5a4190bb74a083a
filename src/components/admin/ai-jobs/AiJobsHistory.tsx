import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { AiJobFilters } from '@/components/admin/ai-jobs/AiJobFilters'
import { AiJobPagination } from '@/components/admin/ai-jobs/AiJobPagination'
import { AiJobs } from '@/components/admin/ai-jobs/AiJobs'
import { AiJobsSkeleton } from '@/components/admin/ai-jobs/AiJobsSkeleton'
import type { AiJob, AiTool } from '@/components/admin/ai-jobs/ai-job'
import { DEFAULT_FILTER, isDefaultFilter } from '@/components/admin/ai-jobs/ai-job-filter'
import { aiJobListQuery, aiJobSummaryQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { CancelAiJobDialog } from '@/components/admin/ai-jobs/CancelAiJobDialog'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { EmptyNotice } from '@/components/admin/ai-jobs/EmptyNotice'
import { Freshness } from '@/components/admin/ai-jobs/Freshness'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { NotAdminNotice } from '@/components/admin/ai-jobs/NotAdminNotice'
import { SummaryCards } from '@/components/admin/ai-jobs/SummaryCards'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { TabHeader } from '@/components/admin/ai-jobs/TabHeader'
import { texts } from '@/components/admin/ai-jobs/texts'
import { useAiJobView } from '@/components/admin/ai-jobs/use-ai-job-view'

export function AiJobsHistory({ tools }: { tools: AiTool[] }) {
  const client = useSupabase()
  const { filter, cursor, changeFilter, openPage } = useAiJobView(tools)
  const list = useQuery(aiJobListQuery(client, filter, cursor))
  const summary = useQuery(aiJobSummaryQuery(client, filter))
  const [jobToCancel, setJobToCancel] = useState<AiJob | null>(null)
  const results = useRef<HTMLElement>(null)

  const refetch = () => Promise.all([list.refetch(), summary.refetch()])

  // The role can be taken away while the page is open: what was loaded before must go as well.
  if (isNotAdmin(list.error)) return <NotAdminNotice />

  return (
    <div className="grid gap-4">
      <TabHeader>
        <Freshness
          updatedAt={list.dataUpdatedAt}
          stale={list.isRefetchError}
          refreshing={list.isFetching}
          onRefresh={refetch}
        />
      </TabHeader>
      <SummaryCards summary={summary.data} failed={summary.isError} />
      <AiJobFilters tools={tools} filter={filter} onChange={changeFilter} />
      <section
        ref={results}
        tabIndex={-1}
        aria-label={texts.results}
        aria-busy={list.isPlaceholderData}
        className="grid gap-3 rounded-lg outline-none transition-opacity focus-visible:ring-2 focus-visible:ring-ring aria-busy:opacity-60"
      >
        {list.isPending && <AiJobsSkeleton />}
        {list.isLoadingError && <LoadErrorNotice error={list.error} onRetry={refetch} />}
        {list.data?.jobs.length === 0 && (
          <EmptyNotice filtered={!isDefaultFilter(filter)} onClear={() => changeFilter(DEFAULT_FILTER)} />
        )}
        {list.data && list.data.jobs.length > 0 && <AiJobs jobs={list.data.jobs} onCancel={setJobToCancel} />}
        {list.data && <AiJobPagination page={list.data} total={summary.data?.jobs} onOpen={openPage} />}
      </section>
      {jobToCancel && <CancelAiJobDialog job={jobToCancel} focusAfter={results} onClose={() => setJobToCancel(null)} />}
    </div>
  )
}
