import { navigate, useSearch } from '@/components/admin/ai-jobs/address'

function shownTables(search: string) {
  return new URLSearchParams(search).get('tables')?.split(',') ?? []
}

/** Whether the address asks for a chart's table, and how to ask for the other: reload and a shared link keep it. */
export function useShownTable(chart: string) {
  const shown = shownTables(useSearch()).includes(chart)

  function toggle() {
    const others = shownTables(window.location.search).filter((name) => name !== chart)
    const tables = shown ? others : [...others, chart]
    navigate({ tables: tables.join(',') || null })
  }

  return [shown, toggle] as const
}
