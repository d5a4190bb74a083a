import {
  type AiJobFilter,
  DEFAULT_FILTER,
  daysOf,
  PERIODS,
  type Period,
} from '@/components/admin/ai-jobs/ai-job-filter'
import { DayRangeFilter } from '@/components/admin/ai-jobs/DayRangeFilter'
import { FilterSelect } from '@/components/admin/ai-jobs/FilterSelect'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type PeriodFilterProps = {
  filter: AiJobFilter
  anyDate: boolean
  onChange: (change: Partial<AiJobFilter>) => void
}

/** Where the period counts for nothing it says so, and comes back with the jobs for which it does. */
export function PeriodFilter({ filter, anyDate, onChange }: PeriodFilterProps) {
  function choose(period: Period) {
    // The free period begins as the one that was chosen before, so that no other jobs are asked for yet.
    onChange({ period, ...(period === 'custom' ? daysOf(filter) : null) })
  }

  return (
    <>
      <FilterSelect
        label={texts.jobs.filters.period}
        value={anyDate ? 'all' : filter.period}
        disabled={anyDate}
        options={PERIODS.map((period) => ({ value: period, label: texts.jobs.periodLabels[period] }))}
        onChange={(period) => choose(period ?? DEFAULT_FILTER.period)}
      />
      {filter.period === 'custom' && !anyDate && (
        <DayRangeFilter firstDay={filter.firstDay} lastDay={filter.lastDay} onChange={onChange} />
      )}
    </>
  )
}
