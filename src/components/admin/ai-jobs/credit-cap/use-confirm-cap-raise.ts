import { useQueryClient } from '@tanstack/react-query'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import type { CapRaise } from '@/components/admin/ai-jobs/credit-cap/credit-cap'
import { actErrorText } from '@/components/admin/ai-jobs/panel/act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** Lets another admin give back more today. */
export function useConfirmCapRaise() {
  const client = useSupabase()
  const queryClient = useQueryClient()

  return useAct({
    mutationFn: async ({ id }: CapRaise) => {
      await withRequestId(client.rpc('admin_confirm_cap_raise', { raise_id: id })).throwOnError()
    },
    onSuccess: (_answer, { credits }) => {
      toast.success(texts.cap.confirmed(credits))
    },
    onError: (error) => {
      toast.error(actErrorText(error))
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })
}
