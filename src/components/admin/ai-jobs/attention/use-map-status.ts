import { useQueryClient } from '@tanstack/react-query'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { actErrorText, refusalOf } from '@/components/admin/ai-jobs/panel/act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export const STATUS_MEANINGS = ['waiting', 'running', 'over', 'delivered'] as const
export type StatusMeaning = (typeof STATUS_MEANINGS)[number]

/** Says what a status word of a tool means, for all of its jobs from now on. */
export function useMapStatus({ table_name, status }: Pick<AttentionJob, 'table_name' | 'status'>) {
  const client = useSupabase()
  const queryClient = useQueryClient()

  return useAct({
    mutationFn: async ({ meaning, reason }: { meaning: StatusMeaning; reason: string }) => {
      await withRequestId(
        client.rpc('admin_map_status', {
          job_table: table_name,
          status_word: status,
          meaning,
          reason: reason || undefined,
        }),
      ).throwOnError()
    },
    onSuccess: (_answer, { meaning }) => {
      toast.success(texts.attention.mapStatus.done(status, texts.attention.mapStatus.meanings[meaning]))
    },
    onError: (error) => {
      // What the database refuses is told in the dialog, with the SQL that mends it.
      if (!refusalOf(error)) toast.error(actErrorText(error))
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })
}
