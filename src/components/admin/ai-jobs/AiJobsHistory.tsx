import { AiJobFilters } from '@/components/admin/ai-jobs/AiJobFilters'
import { AiJobResults } from '@/components/admin/ai-jobs/AiJobResults'
import { foundByProviderId, isOfAnyDate } from '@/components/admin/ai-jobs/ai-job-filter'
import { SelectionProvider } from '@/components/admin/ai-jobs/bulk/selection'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { NotAdminNotice } from '@/components/admin/ai-jobs/NotAdminNotice'
import type { PanelViewProps } from '@/components/admin/ai-jobs/panel/views'
import { SummaryCards } from '@/components/admin/ai-jobs/SummaryCards'
import { useAiJobView } from '@/components/admin/ai-jobs/use-ai-job-view'
import { useAiJobs } from '@/components/admin/ai-jobs/use-ai-jobs'

export function AiJobsHistory({ tools }: PanelViewProps) {
  const view = useAiJobView(tools)
  const jobs = useAiJobs(view)
  const { list, summary } = jobs

  // The role can be taken away while the page is open: what was loaded before must go as well.
  if (isNotAdmin(list.error)) return <NotAdminNotice />

  return (
    <SelectionProvider filter={view.filter} jobs={list.data?.jobs}>
      <div className="flex min-w-0 flex-col gap-2 sm:gap-3">
        <SummaryCards summary={summary.data} failed={summary.isError} />
        <AiJobFilters
          tools={tools}
          filter={view.filter}
          anyDate={isOfAnyDate(view.filter) || foundByProviderId(list.data?.jobs ?? [], view.filter)}
          onChange={view.changeFilter}
        />
        <AiJobResults view={view} jobs={jobs} />
      </div>
    </SelectionProvider>
  )
}
