import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import type { AiJobFilter } from '@/components/admin/ai-jobs/ai-job-filter'

export const keyOf = (job: Pick<AiJob, 'table_name' | 'id'>) => `${job.table_name}/${job.id}`

/** By `<table>/<id>`: what is known of the jobs is the lists' to keep. */
type Selected = ReadonlySet<string>

export type Selection = {
  /** Only jobs that could still be cancelled when they were last on the page. */
  selected: Selected
  toggle: (job: AiJob) => void
  /** Selects all of these, or none of them when all are selected already. */
  toggleAll: (jobs: readonly AiJob[]) => void
  clear: () => void
  /** Selects these and no others. */
  replace: (keys: readonly string[]) => void
}

const SelectionContext = createContext<Selection | null>(null)

const NONE: Selected = new Set()

const keysOf = (jobs: readonly AiJob[]): Selected => new Set(jobs.filter(isUnfinished).map(keyOf))

type SelectionProviderProps = {
  filter: AiJobFilter
  /** The jobs on the page as they are now: a selected one that is over is selected no more. */
  jobs: readonly AiJob[] | undefined
  children: ReactNode
}

/** Holds the selected jobs over pages and refreshes, until the filter changes. */
export function SelectionProvider({ filter, jobs = [], children }: SelectionProviderProps) {
  const [selected, setSelected] = useState(NONE)
  const filterText = JSON.stringify(filter)
  const [lastFilter, setLastFilter] = useState(filterText)
  const over = new Set(jobs.filter((job) => !isUnfinished(job) && selected.has(keyOf(job))).map(keyOf))

  if (filterText !== lastFilter) {
    setLastFilter(filterText)
    setSelected(NONE)
  } else if (over.size > 0) {
    setSelected((before) => without(before, over))
  }

  const acts = useMemo(
    () => ({
      toggle: (job: AiJob) => setSelected((before) => toggled(before, [job])),
      toggleAll: (all: readonly AiJob[]) => setSelected((before) => toggled(before, all)),
      clear: () => setSelected(NONE),
      replace: (keys: readonly string[]) => setSelected(new Set(keys)),
    }),
    [],
  )
  const selection = useMemo(() => ({ selected, ...acts }), [selected, acts])
  return <SelectionContext.Provider value={selection}>{children}</SelectionContext.Provider>
}

export function useSelection(): Selection {
  const selection = useContext(SelectionContext)
  if (!selection) throw new Error('useSelection is called outside a SelectionProvider')
  return selection
}

function toggled(before: Selected, jobs: readonly AiJob[]): Selected {
  const asked = keysOf(jobs)
  const all = [...asked].every((key) => before.has(key))
  return all ? without(before, asked) : new Set([...before, ...asked])
}

function without(before: Selected, keys: Selected): Selected {
  return new Set([...before].filter((key) => !keys.has(key)))
}
