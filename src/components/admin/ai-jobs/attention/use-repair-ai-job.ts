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

const REPAIR_OUTCOMES = ['repaired', 'replayed', 'not_repairable', 'not_found'] as const
export type RepairOutcome = (typeof REPAIR_OUTCOMES)[number]

const answer = z.tuple([z.object({ outcome: z.enum(REPAIR_OUTCOMES), refunded_credits: z.number().nullable() })])

/** Gives back what a job took that is over without a result and was never refunded. */
export function useRepairAiJob() {
  const client = useSupabase()
  const queryClient = useQueryClient()

  return useAct({
    mutationFn: async ({ job, reason }: { job: JobKey; reason: string }) => {
      const { data } = await withRequestId(
        client.rpc('admin_repair_ai_job', { job_table: job.table, job_id: job.id, reason: reason || undefined }),
      ).throwOnError()
      return answer.parse(data)[0]
    },
    onSuccess: ({ outcome, refunded_credits }) => {
      const text = texts.attention.repair[outcome](refunded_credits ?? 0)
      if (outcome === 'repaired') toast.success(text)
      else toast.info(text)
    },
    onError: tellActError,
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })
}
