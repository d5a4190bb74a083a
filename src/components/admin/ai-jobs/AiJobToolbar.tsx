import type { AiJobFilter } from '@/components/admin/ai-jobs/ai-job-filter'
import { ExportCsv } from '@/components/admin/ai-jobs/csv/ExportCsv'
import { Freshness } from '@/components/admin/ai-jobs/Freshness'
import { ShortcutHelp } from '@/components/admin/ai-jobs/ShortcutHelp'
import type { AiJobs } from '@/components/admin/ai-jobs/use-ai-jobs'

type AiJobToolbarProps = {
  filter: AiJobFilter
  jobs: AiJobs
  helpOpen: boolean
  onHelp: (open: boolean) => void
  onRefresh: () => void
}

/** What concerns the list as a whole. */
export function AiJobToolbar({ filter, jobs, helpOpen, onHelp, onRefresh }: AiJobToolbarProps) {
  const { list, summary, pause, refreshedAt } = jobs
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Freshness
        updatedAt={list.dataUpdatedAt}
        stale={list.isRefetchError}
        refreshing={list.isFetching}
        pause={pause}
        refreshedAt={refreshedAt}
        onRefresh={onRefresh}
      />
      <ExportCsv filter={filter} total={summary.data?.jobs} />
      <ShortcutHelp open={helpOpen} onOpenChange={onHelp} />
    </div>
  )
}
