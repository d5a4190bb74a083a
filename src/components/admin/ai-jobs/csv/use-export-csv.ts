import { useState } from 'react'
import type { AiJobFilter } from '@/components/admin/ai-jobs/ai-job-filter'
import { openCsvFile } from '@/components/admin/ai-jobs/csv/csv-file'
import { dayOf } from '@/components/admin/ai-jobs/days'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useStopper } from '@/components/admin/ai-jobs/use-stopper'

export function useExportCsv() {
  const client = useSupabase()
  const [written, setWritten] = useState(0)
  const { begin, stop } = useStopper()

  const mutation = useAct({
    mutationFn: async ({ filter, signal }: { filter: AiJobFilter; signal: AbortSignal }) => {
      // The picker first: only a click opens it, and not long after.
      const file = await openCsvFile(`jobs-${dayOf(new Date())}.csv`)
      if (!file) return null
      const { exportJobs } = await import('@/components/admin/ai-jobs/csv/export-jobs')
      return exportJobs({ client, filter, file, signal, onProgress: setWritten })
    },
    onSuccess: (count) => {
      if (count !== null) toast.success(texts.csv.done(count))
    },
    onError: (_error, { signal }) => {
      if (signal.aborted) toast.info(texts.csv.stopped)
      else toast.error(texts.csv.failed)
    },
  })

  return {
    running: mutation.isPending,
    written,
    start(filter: AiJobFilter) {
      setWritten(0)
      mutation.mutate({ filter, signal: begin() })
    },
    stop,
  }
}
