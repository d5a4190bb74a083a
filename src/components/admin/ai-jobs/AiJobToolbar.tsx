import type { RefObject } from 'react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import type { AiJobFilter } from '@/components/admin/ai-jobs/ai-job-filter'
import { BulkBar } from '@/components/admin/ai-jobs/bulk/BulkBar'
import { useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { ExportCsv } from '@/components/admin/ai-jobs/csv/ExportCsv'
import { Freshness } from '@/components/admin/ai-jobs/Freshness'
import { SelectPage } from '@/components/admin/ai-jobs/SelectPage'
import { ShortcutHelp } from '@/components/admin/ai-jobs/ShortcutHelp'
import type { AiJobs } from '@/components/admin/ai-jobs/use-ai-jobs'
import { useCardsFit } from '@/components/admin/ai-jobs/use-cards-fit'
import { cn } from '@/lib/utils'

type AiJobToolbarProps = {
  filter: AiJobFilter
  jobs: AiJobs
  /** The jobs of the page, as they stand there. */
  rows: AiJob[]
  focusAfter: RefObject<HTMLElement | null>
  helpOpen: boolean
  onHelp: (open: boolean) => void
  onRefresh: () => void
}

/** What concerns the list as a whole. */
export function AiJobToolbar({ filter, jobs, rows, focusAfter, helpOpen, onHelp, onRefresh }: AiJobToolbarProps) {
  const { list, summary, pause, refreshedAt } = jobs
  const selecting = useSelection().selected.size > 0
  const cards = useCardsFit()
  return (
    <div
      className={cn(
        '-mb-1 flex flex-wrap items-center gap-x-3 gap-y-2 pb-1 sm:mb-0 sm:pt-1',
        // Where it takes several lines, only the last one stays in sight: it is the one for the selection.
        selecting && '-top-9 sm:-top-10 sticky z-20 bg-background xl:top-0',
      )}
    >
      <Freshness
        updatedAt={list.dataUpdatedAt}
        stale={list.isRefetchError}
        refreshing={list.isFetching}
        pause={pause}
        refreshedAt={refreshedAt}
        onRefresh={onRefresh}
      />
      <BulkBar filter={filter} summary={summary.data} focusAfter={focusAfter}>
        {/* The table has it in its head. */}
        {cards && <SelectPage jobs={rows} />}
      </BulkBar>
      <ExportCsv filter={filter} total={summary.data?.jobs} />
      <ShortcutHelp open={helpOpen} onOpenChange={onHelp} />
    </div>
  )
}
