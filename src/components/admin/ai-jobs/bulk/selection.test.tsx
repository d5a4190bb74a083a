import { act, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import type { AiJob, AiJobRow } from '@/components/admin/ai-jobs/ai-job'
import { DEFAULT_FILTER } from '@/components/admin/ai-jobs/ai-job-filter'
import { keyOf, SelectionProvider, useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { finishedJob, queuedJob, runningJob } from '@/test/ai-job-factory'

const read = (row: AiJobRow): AiJob => ({ ...row, read_at: Date.now() })

const first = read(runningJob({ minutesAgo: 7 }))
const second = read(queuedJob({ minutesAgo: 3 }))
const third = read(runningJob({ minutesAgo: 1 }))
const over = read(finishedJob('completed'))

function renderSelection() {
  let view = { filter: DEFAULT_FILTER, jobs: [first, second, over] }
  const wrapper = ({ children }: { children: ReactNode }) => <SelectionProvider {...view}>{children}</SelectionProvider>
  const { result, rerender } = renderHook(useSelection, { wrapper })
  return {
    keys: () => [...result.current.selected.keys()],
    choose: (choice: (selection: typeof result.current) => void) => act(() => choice(result.current)),
    show: (change: Partial<typeof view>) => {
      view = { ...view, ...change }
      rerender()
    },
  }
}

test('a job is selected, and selected no more', () => {
  const { keys, choose } = renderSelection()
  choose(({ toggle }) => toggle(first))
  expect(keys()).toEqual([`upscaler_jobs/${first.id}`])
  choose(({ toggle }) => toggle(first))
  expect(keys()).toEqual([])
})

test('a job that is over cannot be selected', () => {
  const { keys, choose } = renderSelection()
  choose(({ toggle }) => toggle(over))
  choose(({ toggleAll }) => toggleAll([over, first]))
  expect(keys()).toEqual([keyOf(first)])
})

test('all of a page are selected, then none of them, and other pages keep theirs', () => {
  const { keys, choose } = renderSelection()
  choose(({ toggle }) => toggle(third))
  choose(({ toggleAll }) => toggleAll([first, second]))
  expect(keys()).toEqual([third, first, second].map(keyOf))
  choose(({ toggleAll }) => toggleAll([first, second]))
  expect(keys()).toEqual([keyOf(third)])
})

test('another page and a refresh keep the selection', () => {
  const { keys, choose, show } = renderSelection()
  choose(({ toggle }) => toggle(first))
  show({ jobs: [third] })
  show({ jobs: [{ ...first, age_seconds: 500 }, second] })
  expect(keys()).toEqual([keyOf(first)])
})

test('a job that a refresh shows to be over leaves the selection', () => {
  const { keys, choose, show } = renderSelection()
  choose(({ toggleAll }) => toggleAll([first, second]))
  show({ jobs: [{ ...first, status: 'completed', phase: 'over' }, second] })
  expect(keys()).toEqual([keyOf(second)])
})

test('another filter ends the selection, the same one written anew does not', () => {
  const { keys, choose, show } = renderSelection()
  choose(({ toggle }) => toggle(first))
  show({ filter: { ...DEFAULT_FILTER } })
  expect(keys()).toEqual([keyOf(first)])
  show({ filter: { ...DEFAULT_FILTER, stuckOnly: true } })
  expect(keys()).toEqual([])
})

test('the selection is replaced and cleared as a whole', () => {
  const { keys, choose } = renderSelection()
  choose(({ toggle }) => toggle(first))
  choose(({ replace }) => replace([keyOf(second)]))
  expect(keys()).toEqual([keyOf(second)])
  choose(({ clear }) => clear())
  expect(keys()).toEqual([])
})
