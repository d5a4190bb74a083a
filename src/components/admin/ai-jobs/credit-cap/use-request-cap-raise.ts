import { useQueryClient } from '@tanstack/react-query'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { actErrorText } from '@/components/admin/ai-jobs/panel/act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** Asks another admin to let this one give back more today. */
export function useRequestCapRaise() {
  const client = useSupabase()
  const queryClient = useQueryClient()

  return useAct({
    mutationFn: async (request: { credits: number; reason: string }) => {
      await withRequestId(client.rpc('admin_request_cap_raise', request)).throwOnError()
    },
    onSuccess: () => {
      toast.success(texts.cap.requested)
    },
    onError: (error) => {
      toast.error(actErrorText(error))
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })
}
