import { useMemo, useSyncExternalStore } from 'react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { type AiJobFilter, type PageCursor, readView, writeView } from '@/components/admin/ai-jobs/ai-job-filter'

function subscribe(onChange: () => void) {
  window.addEventListener('popstate', onChange)
  return () => window.removeEventListener('popstate', onChange)
}

function navigate(query: string) {
  window.history.pushState(window.history.state, '', `${window.location.pathname}?${query}${window.location.hash}`)
  // A router of the host listens for this event as well, so both read the same address.
  window.dispatchEvent(new PopStateEvent('popstate', { state: window.history.state }))
}

/** Filter and page live in the address: reload, back and a shared link keep them. */
export function useAiJobView(tools: AiTool[]) {
  const search = useSyncExternalStore(subscribe, () => window.location.search)
  const view = useMemo(() => {
    const { filter, cursor } = readView(search)
    // An old link may name a tool that is registered no more.
    const known = tools.some((tool) => tool.table_name === filter.tool)
    return { filter: known ? filter : { ...filter, tool: null }, cursor }
  }, [search, tools])

  return {
    ...view,
    changeFilter(change: Partial<AiJobFilter>) {
      const filter = { ...readView(window.location.search).filter, ...change }
      navigate(writeView({ filter, cursor: null }, window.location.search))
    },
    openPage(cursor: PageCursor | null) {
      const { filter } = readView(window.location.search)
      navigate(writeView({ filter, cursor }, window.location.search))
    },
  }
}
