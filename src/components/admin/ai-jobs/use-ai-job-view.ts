import { useMemo } from 'react'
import { navigate, useSearch } from '@/components/admin/ai-jobs/address'
import { type AiTool, mayNameTool } from '@/components/admin/ai-jobs/ai-job'
import { type AiJobFilter, type PageCursor, readView, viewParameters } from '@/components/admin/ai-jobs/ai-job-filter'

/** Filter and page live in the address: reload, back and a shared link keep them. */
export function useAiJobView(tools: AiTool[]) {
  const search = useSearch()
  const view = useMemo(() => {
    const { filter, cursor } = readView(search)
    return { filter: mayNameTool(tools, filter.tool) ? filter : { ...filter, tool: null }, cursor }
  }, [search, tools])

  return {
    ...view,
    changeFilter(change: Partial<AiJobFilter>) {
      const filter = { ...readView(window.location.search).filter, ...change }
      navigate(viewParameters({ filter, cursor: null }))
    },
    openPage(cursor: PageCursor | null) {
      const { filter } = readView(window.location.search)
      navigate(viewParameters({ filter, cursor }))
    },
  }
}
