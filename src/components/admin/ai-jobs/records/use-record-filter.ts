import { useMemo } from 'react'
import { navigate, useSearch } from '@/components/admin/ai-jobs/address'
import { type AiTool, mayNameTool } from '@/components/admin/ai-jobs/ai-job'
import { type RecordFilter, readRecordFilter, recordParameters } from '@/components/admin/ai-jobs/records/record-filter'

/** The filter of the record, as the address has it. */
export function useRecordFilter(tools: AiTool[]): RecordFilter {
  const search = useSearch()
  return useMemo(() => {
    const filter = readRecordFilter(search)
    return mayNameTool(tools, filter.tool) ? filter : { ...filter, tool: null }
  }, [search, tools])
}

export function changeRecordFilter(change: Partial<RecordFilter>) {
  navigate(recordParameters({ ...readRecordFilter(window.location.search), ...change }))
}
