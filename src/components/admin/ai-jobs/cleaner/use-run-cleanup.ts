import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { cleanupPreviewQuery } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import {
  addResults,
  type CleanupResult,
  jobsOf,
  parseCleanupResults,
  totalOf,
} from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { actErrorText } from '@/components/admin/ai-jobs/panel/act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import { type PanelSession, usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useStopper } from '@/components/admin/ai-jobs/use-stopper'

/** What was ended before something went wrong stays ended: so a failure has results as well. */
type CleanupOutcome = { results: CleanupResult[]; problem: unknown }

/** Runs the cleanup until nothing is left that it can end, or somebody stops it: one run of the server's is bounded. */
export function useRunCleanup() {
  const session = usePanelSession()
  const queryClient = useQueryClient()
  const stopper = useStopper()
  const [stopping, setStopping] = useState(false)
  const [progress, setProgress] = useState<CleanupResult[]>([])

  const run = useMutation({
    mutationFn: async (): Promise<CleanupOutcome> => {
      const signal = stopper.begin()
      let results: CleanupResult[] = []
      try {
        let more = true
        while (more) {
          const ended = await runOnce(session.client)
          results = addResults(results, ended)
          more =
            totalOf(ended).ended > 0 && !signal.aborted && (await isJobLeft(session, queryClient)) && !signal.aborted
          if (more) setProgress(results)
        }
        return { results, problem: null }
      } catch (problem) {
        return { results, problem }
      }
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })

  return {
    run,
    progress,
    stopping,
    // Told only while the page is there: the next user did not do it.
    start: () => run.mutate(undefined, { onSuccess: tell }),
    stop: () => {
      setStopping(true)
      stopper.stop()
    },
  }
}

function tell({ results, problem }: CleanupOutcome) {
  const total = totalOf(results)
  if (problem) toast.error(texts.cleaner.run.interrupted(total), { description: actErrorText(problem) })
  else if (total.failures > 0) toast.warning(texts.cleaner.run.done(total))
  else toast.success(texts.cleaner.run.done(total))
}

async function runOnce(client: Supabase) {
  const { data } = await withRequestId(client.rpc('admin_run_cleanup')).throwOnError()
  return parseCleanupResults(data)
}

async function isJobLeft(session: PanelSession, queryClient: QueryClient) {
  return jobsOf(await queryClient.fetchQuery({ ...cleanupPreviewQuery(session), staleTime: 0 })) > 0
}
