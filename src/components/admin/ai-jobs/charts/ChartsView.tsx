import { useQuery } from '@tanstack/react-query'
import { ChartFilters } from '@/components/admin/ai-jobs/charts/ChartFilters'
import { ChartResults } from '@/components/admin/ai-jobs/charts/ChartResults'
import { chartsKey, endingCountsQuery, timeZone } from '@/components/admin/ai-jobs/charts/chart-queries'
import { useChartFilter } from '@/components/admin/ai-jobs/charts/use-chart-filter'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { ViewToolbar } from '@/components/admin/ai-jobs/panel/ViewToolbar'
import type { PanelViewProps } from '@/components/admin/ai-jobs/panel/views'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'

const REFRESH_MS = 60_000

/** What was ended and what went back, per day and tool. */
export function ChartsView({ tools }: PanelViewProps) {
  const filter = useChartFilter(tools)
  const session = usePanelSession()
  const { options } = useLiveRefresh(REFRESH_MS)
  const counts = useQuery({ ...endingCountsQuery(session, filter.period), ...options })
  return (
    <div className="grid min-w-0 gap-3">
      <ViewToolbar areas={[chartsKey(session)]} />
      <QuerySection
        title={texts.charts.title}
        detail={texts.charts.detail(timeZone)}
        query={counts}
        actions={<ChartFilters tools={tools} filter={filter} />}
      >
        {(data) => (
          <div
            aria-busy={counts.isPlaceholderData}
            className="grid min-w-0 gap-4 transition-opacity aria-busy:opacity-60 motion-reduce:transition-none"
          >
            <ChartResults {...data} tools={tools} tool={filter.tool} />
          </div>
        )}
      </QuerySection>
    </div>
  )
}
