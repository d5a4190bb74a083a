import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { tellActError } from '@/components/admin/ai-jobs/panel/tell-act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const RETRY_OUTCOMES = ['ended', 'already_over', 'not_due', 'not_found'] as const
export type RetryOutcome = (typeof RETRY_OUTCOMES)[number]

const answer = z.tuple([z.object({ outcome: z.enum(RETRY_OUTCOMES), refunded_credits: z.number().nullable() })])

/** Tries once more to end a job as the clock would, and gives its credits back. */
export function useRetryAiJob() {
  const client = useSupabase()
  const queryClient = useQueryClient()

  return useAct({
    mutationFn: async ({ table, id }: JobKey) => {
      const { data } = await withRequestId(
        client.rpc('admin_retry_ai_job', { job_table: table, job_id: id }),
      ).throwOnError()
      return answer.parse(data)[0]
    },
    onSuccess: ({ outcome, refunded_credits }) => {
      const text = texts.attention.retry[outcome](refunded_credits ?? 0)
      if (outcome === 'ended') toast.success(text)
      else toast.info(text)
    },
    onError: tellActError,
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })
}
