import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { toast } from 'sonner'
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
import { type PanelSession, usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import type { Supabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** What was ended before something went wrong stays ended: so a failure has results as well. */
type CleanupOutcome = { results: CleanupResult[]; problem: unknown }

/** Runs the cleanup until nothing is left that it can end, or somebody stops it: one run of the server's is bounded. */
export function useRunCleanup() {
  const session = usePanelSession()
  const queryClient = useQueryClient()
  // The loop reads the one, the page shows the other.
  const stopAsked = useRef(false)
  const [stopping, setStopping] = useState(false)
  const [progress, setProgress] = useState<CleanupResult[]>([])

  const run = useMutation({
    mutationFn: async (): Promise<CleanupOutcome> => {
      let results: CleanupResult[] = []
      try {
        let more = true
        while (more) {
          const ended = await runOnce(session.client)
          results = addResults(results, ended)
          more = totalOf(ended).ended > 0 && !stopAsked.current && (await isJobLeft(session, queryClient))
          setProgress(results)
        }
        return { results, problem: null }
      } catch (problem) {
        return { results, problem }
      }
    },
    onSuccess: ({ results, problem }) => {
      const total = totalOf(results)
      if (problem) toast.error(texts.cleaner.run.interrupted(total), { description: actErrorText(problem) })
      else if (total.failures > 0) toast.warning(texts.cleaner.run.done(total))
      else toast.success(texts.cleaner.run.done(total))
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })

  function stop() {
    stopAsked.current = true
    setStopping(true)
  }

  return { run, progress, stop, stopping }
}

async function runOnce(client: Supabase) {
  const { data } = await client.rpc('admin_run_cleanup').throwOnError()
  return parseCleanupResults(data)
}

async function isJobLeft(session: PanelSession, queryClient: QueryClient) {
  return jobsOf(await queryClient.fetchQuery({ ...cleanupPreviewQuery(session), staleTime: 0 })) > 0
}
