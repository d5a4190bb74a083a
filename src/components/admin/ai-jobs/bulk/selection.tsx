import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import type { AiJobFilter } from '@/components/admin/ai-jobs/ai-job-filter'

export const keyOf = (job: Pick<AiJob, 'table_name' | 'id'>) => `${job.table_name}/${job.id}`

type Selected = ReadonlyMap<string, AiJob>

export type Selection = {
  /** By `<table>/<id>`; only jobs that can still be cancelled. */
  selected: Selected
  toggle: (job: AiJob) => void
  /** Selects all of these, or none of them when all are selected already. */
  toggleAll: (jobs: readonly AiJob[]) => void
  clear: () => void
  replace: (jobs: readonly AiJob[]) => void
}

const SelectionContext = createContext<Selection | null>(null)

const NONE: Selected = new Map()

const mapOf = (jobs: readonly AiJob[]): Selected =>
  new Map(jobs.filter(isUnfinished).map((job) => [keyOf(job), job] as const))

type SelectionProviderProps = {
  filter: AiJobFilter
  /** The jobs on the page as they are now: a selected one that is over is selected no more. */
  jobs: readonly AiJob[] | undefined
  children: ReactNode
}

/** Holds the selected jobs over pages and refreshes, until the filter changes. */
export function SelectionProvider({ filter, jobs, children }: SelectionProviderProps) {
  const [selected, setSelected] = useState(NONE)
  const filterText = JSON.stringify(filter)
  const [lastFilter, setLastFilter] = useState(filterText)
  const [lastJobs, setLastJobs] = useState(jobs)

  if (filterText !== lastFilter) {
    setLastFilter(filterText)
    setSelected(NONE)
  }
  if (jobs !== lastJobs) {
    setLastJobs(jobs)
    if (jobs) setSelected((before) => withCurrentRows(before, jobs))
  }

  const selection = useMemo(
    () => ({
      selected,
      toggle: (job: AiJob) => setSelected((before) => toggled(before, [job])),
      toggleAll: (all: readonly AiJob[]) => setSelected((before) => toggled(before, all)),
      clear: () => setSelected(NONE),
      replace: (all: readonly AiJob[]) => setSelected(mapOf(all)),
    }),
    [selected],
  )
  return <SelectionContext.Provider value={selection}>{children}</SelectionContext.Provider>
}

export function useSelection(): Selection {
  const selection = useContext(SelectionContext)
  if (!selection) throw new Error('useSelection is called outside a SelectionProvider')
  return selection
}

function toggled(before: Selected, jobs: readonly AiJob[]): Selected {
  const asked = mapOf(jobs)
  const all = [...asked.keys()].every((key) => before.has(key))
  return all ? new Map([...before].filter(([key]) => !asked.has(key))) : new Map([...before, ...asked])
}

function withCurrentRows(before: Selected, jobs: readonly AiJob[]): Selected {
  const current = new Map(jobs.map((job) => [keyOf(job), job]))
  return mapOf([...before].map(([key, job]) => current.get(key) ?? job))
}
