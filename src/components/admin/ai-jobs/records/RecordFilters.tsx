import { useQuery } from '@tanstack/react-query'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { FilterSelect } from '@/components/admin/ai-jobs/FilterSelect'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { actorOptions } from '@/components/admin/ai-jobs/records/actor-options'
import { RECORD_KINDS } from '@/components/admin/ai-jobs/records/record'
import {
  DEFAULT_RECORD_FILTER,
  RECORD_PERIODS,
  type RecordFilter,
} from '@/components/admin/ai-jobs/records/record-filter'
import { recordAdminsQuery } from '@/components/admin/ai-jobs/records/record-queries'
import { changeRecordFilter } from '@/components/admin/ai-jobs/records/use-record-filter'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type RecordFiltersProps = { tools: AiTool[]; filter: RecordFilter }

export function RecordFilters({ tools, filter }: RecordFiltersProps) {
  const admins = useQuery(recordAdminsQuery(usePanelSession()))
  return (
    <fieldset
      aria-label={texts.jobs.filters.label}
      className="grid w-full grid-cols-2 gap-2 md:grid-cols-4 xl:w-auto xl:[&>*]:w-52"
    >
      <FilterSelect
        label={texts.records.actor}
        anyLabel={texts.records.anyActor}
        value={filter.actor}
        options={actorOptions(admins.data ?? [], filter.actor)}
        onChange={(actor) => changeRecordFilter({ actor })}
      />
      <FilterSelect
        label={texts.records.kind}
        anyLabel={texts.records.anyKind}
        value={filter.kind}
        options={RECORD_KINDS.map((kind) => ({ value: kind, label: texts.records.kinds[kind] }))}
        onChange={(kind) => changeRecordFilter({ kind })}
      />
      <FilterSelect
        label={texts.jobs.filters.tool}
        anyLabel={texts.jobs.filters.allTools}
        value={filter.tool}
        options={tools.map((tool) => ({ value: tool.table_name, label: tool.label }))}
        onChange={(tool) => changeRecordFilter({ tool })}
      />
      <FilterSelect
        label={texts.jobs.filters.period}
        value={filter.period}
        options={RECORD_PERIODS.map((period) => ({ value: period, label: texts.jobs.periodLabels[period] }))}
        onChange={(period) => changeRecordFilter({ period: period ?? DEFAULT_RECORD_FILTER.period })}
      />
    </fieldset>
  )
}
