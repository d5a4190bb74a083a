import { AlertTriangle, SlidersHorizontal } from 'lucide-react'
import { useId, useState } from 'react'
import { type AiTool, JOB_STATUSES, REFUND_STATES } from '@/components/admin/ai-jobs/ai-job'
import { type AiJobFilter, chosenFilters } from '@/components/admin/ai-jobs/ai-job-filter'
import { FilterSelect } from '@/components/admin/ai-jobs/FilterSelect'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { PeriodFilter } from '@/components/admin/ai-jobs/PeriodFilter'
import { SearchFilter } from '@/components/admin/ai-jobs/SearchFilter'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils'

type AiJobFiltersProps = {
  tools: AiTool[]
  filter: AiJobFilter
  /** Whether the period counts for nothing. */
  anyDate: boolean
  onChange: (change: Partial<AiJobFilter>) => void
}

export function AiJobFilters({ tools, filter, anyDate, onChange }: AiJobFiltersProps) {
  const selectsId = useId()
  // On a phone the selects would push the jobs off the screen.
  const [unfolded, setUnfolded] = useState(false)
  const chosen = chosenFilters(filter)

  return (
    <section
      aria-label={texts.jobs.filters.label}
      className="grid grid-cols-[minmax(0,1fr)_auto_auto] items-start gap-2 md:grid-cols-[minmax(0,1fr)_auto] xl:grid-cols-[minmax(14rem,20rem)_minmax(0,1fr)_auto]"
    >
      <div className="min-w-0">
        <SearchFilter value={filter.search} onChange={(text) => onChange({ search: text })} />
      </div>
      <Button
        variant="outline"
        className="px-3 md:hidden"
        aria-expanded={unfolded}
        aria-controls={selectsId}
        onClick={() => setUnfolded(!unfolded)}
      >
        <SlidersHorizontal aria-hidden />
        <span className="max-sm:sr-only">{texts.jobs.filters.label}</span>{' '}
        {chosen > 0 && <Badge>{formatInteger(chosen)}</Badge>}
      </Button>
      <div
        id={selectsId}
        className={cn(
          'order-1 col-span-3 grid grid-cols-2 gap-2 md:col-span-2 md:grid-cols-4 xl:order-none xl:col-span-1 xl:grid-cols-[repeat(auto-fill,11.5rem)]',
          !unfolded && 'max-md:hidden',
        )}
      >
        <FilterSelect
          label={texts.jobs.filters.tool}
          anyLabel={texts.jobs.filters.allTools}
          value={filter.tool}
          options={tools.map((tool) => ({ value: tool.table_name, label: tool.label }))}
          onChange={(tool) => onChange({ tool })}
        />
        <FilterSelect
          label={texts.jobs.filters.status}
          anyLabel={texts.jobs.filters.allStatuses}
          value={filter.status}
          options={JOB_STATUSES.map((status) => ({ value: status, label: texts.jobs.statusLabels[status] }))}
          onChange={(status) => onChange({ status })}
        />
        <FilterSelect
          label={texts.jobs.filters.refund}
          anyLabel={texts.jobs.filters.allRefunds}
          value={filter.refund}
          options={REFUND_STATES.map((state) => ({ value: state, label: texts.jobs.refundStates[state] }))}
          onChange={(refund) => onChange({ refund })}
        />
        <PeriodFilter filter={filter} anyDate={anyDate} onChange={onChange} />
      </div>
      <Button
        variant={filter.stuckOnly ? 'default' : 'outline'}
        className="px-3 md:mt-5 md:px-4"
        aria-pressed={filter.stuckOnly}
        onClick={() => onChange({ stuckOnly: !filter.stuckOnly })}
      >
        <AlertTriangle aria-hidden />
        {texts.jobs.filters.stuckOnly}
      </Button>
    </section>
  )
}
