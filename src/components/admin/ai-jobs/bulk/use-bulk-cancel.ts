import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { createBulkServer } from '@/components/admin/ai-jobs/bulk/bulk-server'
import { type BulkRun, failuresOf, PIECE_SIZE, runBulkCancel } from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { keyOf, useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { fetchJobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
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
    onSuccess: async (finished) => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
      const answered = new Set(finished.results.map(({ job }) => textOf(job)))
      const untouched = [...selected.values()].filter((job) => !answered.has(keyOf(job)))
      replace([...untouched, ...(await rowsOf(failuresOf(finished).map(({ job }) => job)))])
    },
  })

  function startAgain() {
    const next = new AbortController()
    controller.current = next
    setStopping(false)
    return next
  }

  // A job that failed may never have been on a page: its row is asked for then.
  async function rowsOf(jobs: JobKey[]) {
    const rows: AiJob[] = []
    for (let start = 0; start < jobs.length; start += PIECE_SIZE) {
      const piece = jobs.slice(start, start + PIECE_SIZE).map(async (job) => {
        return selected.get(textOf(job)) ?? (await fetchJobDetails(client, job).catch(() => null))
      })
      rows.push(...(await Promise.all(piece)).filter((row) => row !== null))
    }
    return rows
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

const textOf = ({ table, id }: JobKey) => `${table}/${id}`
