import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { createBulkServer } from '@/components/admin/ai-jobs/bulk/bulk-server'
import { type BulkRun, failuresOf, runBulkCancel } from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { textOf } from '@/components/admin/ai-jobs/bulk/selected-jobs'
import { useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'

type BulkAct = { jobs: readonly JobKey[]; reason: string }

/** Cancels many jobs; those that failed stay selected, or become so. The dialog itself tells what came of it. */
export function useBulkCancel() {
  const client = useSupabase()
  const queryClient = useQueryClient()
  const { selected, replace } = useSelection()
  const [run, setRun] = useState<BulkRun | null>(null)
  const [stopping, setStopping] = useState(false)
  const controller = useRef<AbortController | null>(null)

  // Whoever leaves the page in the middle stops it after the piece that is on its way.
  useEffect(() => () => controller.current?.abort(), [])

  const { mutate } = useMutation({
    mutationFn: ({ jobs, reason }: BulkAct) => {
      const { signal } = startAgain()
      // Only a page that is served securely can make an id; without one the record does not say what belonged together.
      return runBulkCancel(jobs, createBulkServer(client, reason, crypto.randomUUID?.()), signal, setRun)
    },
    onSuccess: (finished) => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
      const answered = new Set(finished.results.map(({ job }) => textOf(job)))
      const untouched = [...selected].filter((key) => !answered.has(key))
      replace([...untouched, ...failuresOf(finished).map(({ job }) => textOf(job))])
    },
  })

  function startAgain() {
    const next = new AbortController()
    controller.current = next
    setStopping(false)
    return next
  }

  return {
    run,
    stopping,
    start: mutate,
    stop: () => {
      setStopping(true)
      controller.current?.abort()
    },
  }
}
