import { useCallback, useRef, useState } from 'react'
import { AiJobPagination } from '@/components/admin/ai-jobs/AiJobPagination'
import { AiJobs } from '@/components/admin/ai-jobs/AiJobs'
import { AiJobsSkeleton } from '@/components/admin/ai-jobs/AiJobsSkeleton'
import { AiJobToolbar } from '@/components/admin/ai-jobs/AiJobToolbar'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { DEFAULT_FILTER, isDefaultFilter, type PageCursor } from '@/components/admin/ai-jobs/ai-job-filter'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'
import { EmptyNotice } from '@/components/admin/ai-jobs/EmptyNotice'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { DialogFailure } from '@/components/admin/ai-jobs/panel/DialogFailure'
import { lazyPart } from '@/components/admin/ai-jobs/panel/lazy-part'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import type { useAiJobView } from '@/components/admin/ai-jobs/use-ai-job-view'
import type { AiJobs as LoadedAiJobs } from '@/components/admin/ai-jobs/use-ai-jobs'
import { useRowShortcuts } from '@/components/admin/ai-jobs/use-row-shortcuts'
import { useSteadyPage } from '@/components/admin/ai-jobs/use-steady-page'
import { WaitingJobsButton } from '@/components/admin/ai-jobs/WaitingJobsButton'

const CancelAiJobDialog = lazyPart(
  async () => (await import('@/components/admin/ai-jobs/CancelAiJobDialog')).CancelAiJobDialog,
  () => null,
  DialogFailure,
)

type AiJobResultsProps = { view: ReturnType<typeof useAiJobView>; jobs: LoadedAiJobs }

/** The page of jobs, and what an admin does with them. */
export function AiJobResults({ view, jobs }: AiJobResultsProps) {
  const { filter, changeFilter, openPage } = view
  const { list, summary } = jobs
  const [keyToCancel, setKeyToCancel] = useState<string | null>(null)
  const [helpOpen, setHelpOpen] = useState(false)
  const results = useRef<HTMLElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const { page, waiting, show, letMove } = useSteadyPage(list.data, rows)
  const jobToCancel = page?.jobs.find((job) => keyOf(job) === keyToCancel)
  const askToCancel = useCallback((job: AiJob) => setKeyToCancel(keyOf(job)), [])

  // Another page has come, by "back" or a link: its jobs are not what was asked about.
  if (page && keyToCancel !== null && !jobToCancel) setKeyToCancel(null)

  useRowShortcuts({
    rows,
    jobs: page?.jobs ?? [],
    onCancel: askToCancel,
    onRefresh: refresh,
    onHelp: () => setHelpOpen(true),
  })

  function refresh() {
    letMove()
    jobs.refresh()
  }

  function turnTo(cursor: PageCursor | null) {
    openPage(cursor)
    // The buttons are below the rows, and a page is read from its first one.
    results.current?.scrollIntoView()
  }

  function showWaiting() {
    show()
    results.current?.focus({ preventScroll: true })
  }

  return (
    <>
      <AiJobToolbar
        filter={filter}
        jobs={jobs}
        rows={page?.jobs ?? []}
        focusAfter={results}
        helpOpen={helpOpen}
        onHelp={setHelpOpen}
        onRefresh={refresh}
      />
      <section
        ref={results}
        data-focus-home
        tabIndex={-1}
        aria-label={texts.jobs.results}
        aria-busy={list.isPlaceholderData}
        className="relative grid gap-3 rounded-lg outline-none focus-visible:ring-2 focus-visible:ring-ring aria-busy:before:absolute aria-busy:before:inset-x-0 aria-busy:before:-top-1.5 aria-busy:before:h-0.5 aria-busy:before:animate-pulse aria-busy:before:rounded aria-busy:before:bg-primary motion-reduce:aria-busy:before:animate-none"
      >
        {list.isPending && <AiJobsSkeleton />}
        {list.isLoadingError && <LoadErrorNotice error={list.error} onRetry={refresh} />}
        {page?.jobs.length === 0 && (
          <EmptyNotice
            filtered={!isDefaultFilter(filter)}
            beyond={view.cursor !== null}
            onClear={() => changeFilter(DEFAULT_FILTER)}
          />
        )}
        {page && page.jobs.length > 0 && (
          // What has the focus must not lie below the bar of the selection.
          <div ref={rows} className="relative min-w-0 [&_*]:scroll-mt-16">
            <AiJobs jobs={page.jobs} onCancel={askToCancel} />
            {waiting !== null && <WaitingJobsButton count={waiting} onShow={showWaiting} />}
          </div>
        )}
        {page && <AiJobPagination page={page} total={summary.data?.jobs} onOpen={turnTo} />}
      </section>
      {jobToCancel && (
        <CancelAiJobDialog
          job={jobToCancel}
          focusAfter={results}
          onClose={() => {
            setKeyToCancel(null)
            letMove()
          }}
        />
      )}
    </>
  )
}
