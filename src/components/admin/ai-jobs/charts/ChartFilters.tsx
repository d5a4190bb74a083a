import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { CHART_PERIODS } from '@/components/admin/ai-jobs/charts/chart-period'
import {
  type ChartFilter,
  DEFAULT_CHART_PERIOD,
  openChartPeriod,
  openChartTool,
} from '@/components/admin/ai-jobs/charts/use-chart-filter'
import { FilterSelect } from '@/components/admin/ai-jobs/FilterSelect'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type ChartFiltersProps = { tools: AiTool[]; filter: ChartFilter }

export function ChartFilters({ tools, filter }: ChartFiltersProps) {
  return (
    <fieldset
      aria-label={texts.jobs.filters.label}
      className="grid w-full grid-cols-2 gap-2 sm:flex sm:w-auto sm:[&>*]:w-44"
    >
      <FilterSelect
        label={texts.jobs.filters.period}
        value={filter.period}
        options={CHART_PERIODS.map((period) => ({ value: period, label: texts.jobs.periodLabels[period] }))}
        onChange={(period) => openChartPeriod(period ?? DEFAULT_CHART_PERIOD)}
      />
      <FilterSelect
        label={texts.jobs.filters.tool}
        anyLabel={texts.jobs.filters.allTools}
        value={filter.tool?.table_name ?? null}
        options={tools.map((tool) => ({ value: tool.table_name, label: tool.label }))}
        onChange={openChartTool}
      />
    </fieldset>
  )
}
