import { AlertTriangle } from 'lucide-react'
import { type AiTool, JOB_STATUSES } from '@/components/admin/ai-jobs/ai-job'
import { type AiJobFilter, DEFAULT_FILTER, PERIODS } from '@/components/admin/ai-jobs/ai-job-filter'
import { CustomerFilter } from '@/components/admin/ai-jobs/CustomerFilter'
import { FilterSelect } from '@/components/admin/ai-jobs/FilterSelect'
import { texts } from '@/components/admin/ai-jobs/texts'
import { Button } from '@/components/ui/button'

type AiJobFiltersProps = { tools: AiTool[]; filter: AiJobFilter; onChange: (change: Partial<AiJobFilter>) => void }

export function AiJobFilters({ tools, filter, onChange }: AiJobFiltersProps) {
  return (
    <section
      aria-label={texts.filters.label}
      className="grid grid-cols-2 items-end gap-2 md:grid-cols-[repeat(3,minmax(0,12rem))_minmax(0,24rem)_auto] md:justify-start"
    >
      <FilterSelect
        label={texts.filters.tool}
        anyLabel={texts.filters.allTools}
        value={filter.tool}
        options={tools.map((tool) => ({ value: tool.table_name, label: tool.label }))}
        onChange={(tool) => onChange({ tool })}
      />
      <FilterSelect
        label={texts.filters.status}
        anyLabel={texts.filters.allStatuses}
        value={filter.status}
        options={JOB_STATUSES.map((status) => ({ value: status, label: texts.statusLabels[status] }))}
        onChange={(status) => onChange({ status })}
      />
      <FilterSelect
        label={texts.filters.period}
        value={filter.period}
        options={PERIODS.map((period) => ({ value: period, label: texts.periodLabels[period] }))}
        onChange={(period) => onChange({ period: period ?? DEFAULT_FILTER.period })}
      />
      <CustomerFilter value={filter.customer} onChange={(customer) => onChange({ customer })} />
      <Button
        variant={filter.stuckOnly ? 'default' : 'outline'}
        className="col-span-2 h-9 md:col-span-1"
        aria-pressed={filter.stuckOnly}
        onClick={() => onChange({ stuckOnly: !filter.stuckOnly })}
      >
        <AlertTriangle className="h-4 w-4" aria-hidden />
        {texts.filters.stuckOnly}
      </Button>
    </section>
  )
}
