import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { PanelViewProps } from '@/components/admin/ai-jobs/panel/AiToolsPanel'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { NoRecords } from '@/components/admin/ai-jobs/records/NoRecords'
import { OlderRecords } from '@/components/admin/ai-jobs/records/OlderRecords'
import { RecordFilters } from '@/components/admin/ai-jobs/records/RecordFilters'
import { Records } from '@/components/admin/ai-jobs/records/Records'
import { isDefaultRecordFilter } from '@/components/admin/ai-jobs/records/record-filter'
import { recordsQuery } from '@/components/admin/ai-jobs/records/record-queries'
import { useRecordFilter } from '@/components/admin/ai-jobs/records/use-record-filter'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** Who did what: every end of a job and every change of a tool. */
export function RecordsView({ tools }: PanelViewProps) {
  const filter = useRecordFilter(tools)
  const records = useInfiniteQuery(recordsQuery(usePanelSession(), filter))
  const section = useRef<HTMLElement>(null)

  async function loadOlder() {
    const { hasNextPage } = await records.fetchNextPage()
    // The button goes with the last page, and the focus must not go with it.
    if (!hasNextPage) section.current?.focus({ preventScroll: true })
  }

  return (
    <QuerySection
      title={texts.records.title}
      detail={texts.records.detail}
      query={records}
      place={section}
      actions={<RecordFilters tools={tools} filter={filter} />}
    >
      {(data) => (
        <div
          aria-busy={records.isPlaceholderData}
          className="grid min-w-0 gap-3 transition-opacity aria-busy:opacity-60 motion-reduce:transition-none"
        >
          {data.length === 0 && <NoRecords filtered={!isDefaultRecordFilter(filter)} />}
          {data.length > 0 && (
            <>
              <Records records={data} />
              <OlderRecords
                shown={data.length}
                more={records.hasNextPage}
                loading={records.isFetchingNextPage}
                onLoad={() => void loadOlder()}
              />
            </>
          )}
        </div>
      )}
    </QuerySection>
  )
}
