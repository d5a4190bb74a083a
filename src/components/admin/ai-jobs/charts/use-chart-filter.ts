import { useMemo } from 'react'
import { z } from 'zod'
import { navigate, useSearch } from '@/components/admin/ai-jobs/address'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { CHART_PERIODS, type ChartPeriod } from '@/components/admin/ai-jobs/charts/chart-period'

export const DEFAULT_CHART_PERIOD: ChartPeriod = '30d'

const chartPeriod = z.enum(CHART_PERIODS).catch(DEFAULT_CHART_PERIOD)

export type ChartFilter = { period: ChartPeriod; tool: AiTool | null }

/** Period and tool of the charts, as the address has them. */
export function useChartFilter(tools: AiTool[]): ChartFilter {
  const search = useSearch()
  return useMemo(() => {
    const params = new URLSearchParams(search)
    return {
      period: chartPeriod.parse(params.get('cperiod')),
      // An old link may name a tool that is registered no more.
      tool: tools.find((tool) => tool.table_name === params.get('ctool')) ?? null,
    }
  }, [search, tools])
}

export function openChartPeriod(period: ChartPeriod) {
  navigate({ cperiod: period === DEFAULT_CHART_PERIOD ? null : period })
}

export function openChartTool(table: string | null) {
  navigate({ ctool: table })
}
