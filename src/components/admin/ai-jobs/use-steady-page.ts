import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import type { AiJobPage } from '@/components/admin/ai-jobs/ai-job-queries'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'

const sameJobs = (one: AiJobPage, other: AiJobPage) => one.jobs.map(keyOf).join() === other.jobs.map(keyOf).join()
const samePlace = (one: AiJobPage, other: AiJobPage) => JSON.stringify(one.view) === JSON.stringify(other.view)

/** The jobs in the order they stand in, each as it is now. */
function inPlace(shown: AiJobPage, latest: AiJobPage): AiJobPage {
  const current = new Map(latest.jobs.map((job) => [keyOf(job), job]))
  return { ...shown, jobs: shown.jobs.map((job) => current.get(keyOf(job)) ?? job) }
}

function newJobs(shown: AiJobPage, latest: AiJobPage): AiJob[] {
  const known = new Set(shown.jobs.map(keyOf))
  return latest.jobs.filter((job) => !known.has(keyOf(job)))
}

/**
 * The page as it may be shown: while the pointer or the focus is among the rows, a refresh changes what stands in them
 * but moves none. What it would have moved waits until the admin asks for it, or is no longer there at the next refresh.
 */
export function useSteadyPage(latest: AiJobPage | undefined, rows: RefObject<HTMLElement | null>) {
  const [shown, setShown] = useState(latest)
  const wanted = useRef(false)

  useLayoutEffect(() => {
    const still = rows.current?.matches(':hover, :focus-within') && !wanted.current
    wanted.current = false
    setShown((before) => (still && before && latest && samePlace(before, latest) ? before : latest))
  }, [latest, rows])

  const held = latest && shown && samePlace(shown, latest) && !sameJobs(shown, latest)
  return {
    page: held ? inPlace(shown, latest) : latest,
    /** How many jobs wait to be shown; null when nothing was held back. */
    waiting: held ? newJobs(shown, latest).length : null,
    /** Shows what was held back. */
    show: () => setShown(latest),
    /** The next refresh is the admin's own wish and may move the rows. */
    letMove: () => {
      wanted.current = true
    },
  }
}
