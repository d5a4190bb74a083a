import type { QueryKey } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import { Freshness } from '@/components/admin/ai-jobs/Freshness'
import { useViewRefresh } from '@/components/admin/ai-jobs/panel/use-view-refresh'
import { ShortcutHelp } from '@/components/admin/ai-jobs/ShortcutHelp'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { type ToldShortcut, useShortcuts } from '@/components/admin/ai-jobs/use-shortcuts'
import { walkRows } from '@/components/admin/ai-jobs/walk-rows'

const ROW = '[data-row]'
const ALWAYS: ToldShortcut[] = ['r', '1', '?']
const WITH_ROWS: ToldShortcut[] = ['j', 'k', 'o', 'Enter', ...ALWAYS]

type ViewToolbarProps = {
  /** What the keys of the view's queries begin with. */
  areas: QueryKey[]
  /** What holds rows to walk over, marked by `data-row`; what a row's first link opens, the keys open. */
  rows?: RefObject<HTMLElement | null>
  /** The admin wants to see what there is now. */
  onRefresh?: () => void
}

/** How fresh a view is, the button that refreshes it, and the keys that work in it. */
export function ViewToolbar({ areas, rows, onRefresh }: ViewToolbarProps) {
  const { pause } = useLiveRefresh()
  const { updatedAt, stale, refreshing, refreshedAt, refresh } = useViewRefresh(areas)
  const [helpOpen, setHelpOpen] = useState(false)

  function refreshView() {
    onRefresh?.()
    refresh()
    return true
  }

  function openRow(target: Element) {
    const link = target.closest(ROW)?.querySelector('a')
    link?.click()
    return link !== null && link !== undefined
  }

  const walk = (steps: number) => walkRows(rows?.current?.querySelectorAll<HTMLElement>(ROW), steps)
  useShortcuts({
    j: () => walk(1),
    k: () => walk(-1),
    o: openRow,
    // On a link or a button of the row the key is theirs.
    Enter: (target) => target.matches(ROW) && openRow(target),
    r: refreshView,
    '?': () => {
      setHelpOpen(true)
      return true
    },
  })

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Freshness
        updatedAt={updatedAt}
        stale={stale}
        refreshing={refreshing}
        pause={pause}
        refreshedAt={refreshedAt}
        onRefresh={refreshView}
      />
      <ShortcutHelp open={helpOpen} onOpenChange={setHelpOpen} shortcuts={rows ? WITH_ROWS : ALWAYS} />
    </div>
  )
}
