import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { createBulkServer } from '@/components/admin/ai-jobs/bulk/bulk-server'
import {
  type BulkEnding,
  type BulkRun,
  failuresOf,
  isOver,
  runBulkCancel,
} from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { textOf } from '@/components/admin/ai-jobs/bulk/selected-jobs'
import { useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { useStopper } from '@/components/admin/ai-jobs/use-stopper'

type BulkAct = { jobs: readonly JobKey[]; reason: string }

/** What came of a run, to be shown once more. */
export type PastRun = {
  kind: 'past'
  run: BulkRun & { state: BulkEnding }
  reason: string
  /** The jobs that it left selected, by `<table>/<id>`. */
  failed: readonly string[]
}

/** Cancels many jobs; those that failed stay selected, or become so. The dialog itself tells what came of it. */
export function useBulkCancel(onFinished: (past: PastRun) => void) {
  const session = usePanelSession()
  const queryClient = useQueryClient()
  const { selected, replace } = useSelection()
  const [run, setRun] = useState<BulkRun | null>(null)
  const [stopping, setStopping] = useState(false)
  const { begin, stop } = useStopper()

  const { mutate } = useMutation({
    mutationFn: ({ jobs, reason }: BulkAct) => {
      setStopping(false)
      // Only a page that is served securely can make an id; without one the record does not say what belonged together.
      return runBulkCancel(jobs, createBulkServer(session, reason, crypto.randomUUID?.()), begin(), setRun)
    },
    onSuccess: (finished, { reason }) => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
      const answered = new Set(finished.results.map(({ job }) => textOf(job)))
      const untouched = [...selected].filter((key) => !answered.has(key))
      const failed = failuresOf(finished).map(({ job }) => textOf(job))
      replace([...untouched, ...failed])
      if (isOver(finished)) onFinished({ kind: 'past', run: finished, reason, failed })
    },
  })

  return {
    run,
    stopping,
    start: mutate,
    stop: () => {
      setStopping(true)
      stop()
    },
  }
}
