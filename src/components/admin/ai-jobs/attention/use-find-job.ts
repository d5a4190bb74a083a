import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { fetchJobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { actErrorText } from '@/components/admin/ai-jobs/panel/act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** Reads a job as it is now: whoever is to decide about its end has to see what it would give back. */
export function useFindJob(onFound: (job: AiJob) => void) {
  const client = useSupabase()
  return useAct({
    mutationFn: (job: JobKey) => fetchJobDetails(client, job),
    onSuccess: (job) => {
      if (job) onFound(job)
      else toast.info(texts.cancel.errors.job_not_found())
    },
    onError: (error) => {
      toast.error(actErrorText(error))
    },
  })
}
