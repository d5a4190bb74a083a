import type { RefObject } from 'react'
import { navigate } from '@/components/admin/ai-jobs/address'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { keyOf, useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { openJobChange } from '@/components/admin/ai-jobs/panel/use-open-job'
import { SEARCH_FIELD, useShortcuts } from '@/components/admin/ai-jobs/use-shortcuts'
import { walkRows } from '@/components/admin/ai-jobs/walk-rows'

const ROW = '[data-job]'

type RowShortcuts = {
  /** What holds the rows or cards of the jobs. */
  rows: RefObject<HTMLElement | null>
  jobs: readonly AiJob[]
  onCancel: (job: AiJob) => void
  onRefresh: () => void
  onHelp: () => void
}

/** The focus walks over the jobs by key, and the keys act on the one that has it. */
export function useRowShortcuts({ rows, jobs, onCancel, onRefresh, onHelp }: RowShortcuts) {
  const { selected, toggle, clear } = useSelection()

  function walk(steps: number) {
    return walkRows(rows.current?.querySelectorAll<HTMLElement>(ROW), steps)
  }

  function onRow(act: (job: AiJob) => void, applies: (job: AiJob) => boolean = () => true) {
    return (target: Element) => {
      const key = target.closest<HTMLElement>(ROW)?.dataset.job
      const job = jobs.find((candidate) => keyOf(candidate) === key)
      if (!job || !applies(job)) return false
      act(job)
      return true
    }
  }

  function focusSearch() {
    const field = document.querySelector<HTMLInputElement>(SEARCH_FIELD)
    field?.focus()
    field?.select()
    return field !== null
  }

  function leave(target: Element) {
    if (target.matches(SEARCH_FIELD)) return walk(0)
    if (selected.size === 0) return false
    clear()
    return true
  }

  const open = onRow((job) => navigate(openJobChange({ table: job.table_name, id: job.id })))
  const done = (act: () => void) => () => {
    act()
    return true
  }

  useShortcuts({
    '/': focusSearch,
    j: () => walk(1),
    k: () => walk(-1),
    x: onRow(toggle),
    c: onRow(onCancel, isUnfinished),
    o: open,
    // On a link or a button of the row the key is theirs.
    Enter: (target) => target.matches(ROW) && open(target),
    r: done(onRefresh),
    Escape: leave,
    '?': done(onHelp),
  })
}
