import type { StatusMeaning } from '@/components/admin/ai-jobs/attention/use-map-status'
import type { ActRecord, ToolColumns } from '@/components/admin/ai-jobs/records/record'

export type ToolChange =
  | { kind: 'registered' }
  | { kind: 'removed' }
  | { kind: 'limit'; phase: 'waiting' | 'running'; from: number; to: number }
  | { kind: 'enabled'; on: boolean }
  | { kind: 'status'; status: string; meaning: StatusMeaning; added: boolean }
  | { kind: 'other'; column: string; from: string; to: string }

const limitColumns = { queue_limit_minutes: 'waiting', run_limit_minutes: 'running' } as const
const statusColumns = {
  waiting_statuses: 'waiting',
  running_statuses: 'running',
  over_statuses: 'over',
  delivered_statuses: 'delivered',
} as const

function isKeyOf<Known extends object>(known: Known, column: string): column is Extract<keyof Known, string> {
  return column in known
}

/** What became different, one by one, in words' reach. */
export function changesOf({ before, after }: Pick<ActRecord, 'before' | 'after'>): ToolChange[] {
  if (!before) return [{ kind: 'registered' }]
  if (!after) return [{ kind: 'removed' }]
  return Object.keys(after).flatMap((column): ToolChange[] => {
    if (isKeyOf(limitColumns, column)) {
      const [from, to] = [before[column], after[column]]
      return from === undefined || to === undefined ? [] : [{ kind: 'limit', phase: limitColumns[column], from, to }]
    }
    if (isKeyOf(statusColumns, column)) {
      return [...statuses(column, before, after, false), ...statuses(column, after, before, true)]
    }
    if (column === 'enabled') return [{ kind: 'enabled', on: after.enabled === true }]
    return [{ kind: 'other', column, from: wordsOf(before[column]), to: wordsOf(after[column]) }]
  })
}

/** The status words that one reading of a column has and the other one lacks. */
function statuses(
  column: keyof typeof statusColumns,
  has: ToolColumns,
  lacks: ToolColumns,
  added: boolean,
): ToolChange[] {
  const differing = (name: keyof typeof statusColumns) =>
    (has[name] ?? []).filter((status) => !lacks[name]?.includes(status))
  // What is delivered is over as well, which need not be said twice.
  const implied = column === 'over_statuses' ? differing('delivered_statuses') : []
  return differing(column)
    .filter((status) => !implied.includes(status))
    .map((status) => ({ kind: 'status', status, meaning: statusColumns[column], added }))
}

function wordsOf(value: unknown) {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
}
