import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { ViewToolbar } from '@/components/admin/ai-jobs/panel/ViewToolbar'
import type { PanelViewProps } from '@/components/admin/ai-jobs/panel/views'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { NoRecords } from '@/components/admin/ai-jobs/records/NoRecords'
import { OlderRecords } from '@/components/admin/ai-jobs/records/OlderRecords'
import { RecordFilters } from '@/components/admin/ai-jobs/records/RecordFilters'
import { RecordIntegrity } from '@/components/admin/ai-jobs/records/RecordIntegrity'
import { Records } from '@/components/admin/ai-jobs/records/Records'
import { recordKeyOf } from '@/components/admin/ai-jobs/records/record'
import { isDefaultRecordFilter } from '@/components/admin/ai-jobs/records/record-filter'
import { recordKeys, recordsQuery } from '@/components/admin/ai-jobs/records/record-queries'
import { useRecordFilter } from '@/components/admin/ai-jobs/records/use-record-filter'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useSteadyRows } from '@/components/admin/ai-jobs/use-steady-rows'
import { WaitingJobsButton } from '@/components/admin/ai-jobs/WaitingJobsButton'

/** Who did what: every end of a job and every change of a tool. */
export function RecordsView({ tools }: PanelViewProps) {
  const filter = useRecordFilter(tools)
  const session = usePanelSession()
  const records = useInfiniteQuery({ ...recordsQuery(session, filter), ...useLiveRefresh().options })
  const section = useRef<HTMLElement>(null)
  const rows = useRef<HTMLDivElement>(null)
  const steady = useSteadyRows({
    view: records.isPlaceholderData ? 'on its way' : JSON.stringify(filter),
    latest: records.data,
    place: rows,
    keyOf: recordKeyOf,
    lookOf: recordKeyOf,
  })
  const shown = steady.rows ?? []

  async function loadOlder() {
    steady.letMove()
    const { hasNextPage } = await records.fetchNextPage()
    // The button goes with the last page, and the focus must not go with it.
    if (!hasNextPage) section.current?.focus({ preventScroll: true })
  }

  function showWaiting() {
    steady.show()
    section.current?.focus({ preventScroll: true })
  }

  return (
    <div className="grid min-w-0 gap-3">
      <ViewToolbar areas={[recordKeys.all(session)]} rows={rows} onRefresh={steady.letMove} />
      <RecordIntegrity />
      <QuerySection
        title={texts.records.title}
        detail={texts.records.detail}
        query={records}
        place={section}
        actions={<RecordFilters tools={tools} filter={filter} />}
      >
        {() => (
          <div
            aria-busy={records.isPlaceholderData}
            className="grid min-w-0 gap-3 transition-opacity aria-busy:opacity-60 motion-reduce:transition-none"
          >
            {shown.length === 0 && <NoRecords filtered={!isDefaultRecordFilter(filter)} />}
            {shown.length > 0 && (
              <>
                <div ref={rows} className="relative min-w-0">
                  <Records records={shown} />
                  {steady.waiting !== null && (
                    <WaitingJobsButton count={steady.waiting} text={texts.records.waiting} onShow={showWaiting} />
                  )}
                </div>
                <OlderRecords
                  shown={shown.length}
                  more={records.hasNextPage}
                  loading={records.isFetchingNextPage}
                  onLoad={() => void loadOlder()}
                />
              </>
            )}
          </div>
        )}
      </QuerySection>
    </div>
  )
}
