import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { actErrorText } from '@/components/admin/ai-jobs/panel/act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const CLOSE_OUTCOMES = ['closed', 'replayed', 'already_over', 'not_found'] as const
export type CloseOutcome = (typeof CLOSE_OUTCOMES)[number]

const answer = z.tuple([z.object({ outcome: z.enum(CLOSE_OUTCOMES) })])

/** Ends a job of the attention list and gives nothing back. */
export function useCloseAiJob() {
  const client = useSupabase()
  const queryClient = useQueryClient()

  return useAct({
    mutationFn: async ({ job, reason }: { job: JobKey; reason: string }) => {
      const { data } = await withRequestId(
        client.rpc('admin_close_ai_job', { job_table: job.table, job_id: job.id, reason }),
      ).throwOnError()
      return answer.parse(data)[0]
    },
    onSuccess: ({ outcome }) => {
      const text = texts.attention.close[outcome]
      if (outcome === 'closed') toast.success(text)
      else toast.info(text)
    },
    onError: (error) => {
      toast.error(actErrorText(error))
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })
}
