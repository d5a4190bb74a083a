import { useQueryClient } from '@tanstack/react-query'
import { navigate } from '@/components/admin/ai-jobs/address'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { CancelAiJobError, cancelAiJob } from '@/components/admin/ai-jobs/cancel-ai-job'
import { askForCreditsChange } from '@/components/admin/ai-jobs/credit-cap/asked-credits'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function useCancelAiJob() {
  const session = usePanelSession()
  const queryClient = useQueryClient()

  return useAct({
    mutationFn: ({ job, reason }: { job: AiJob; reason: string }) => cancelAiJob(session, job, reason),
    onSuccess: ({ refundedCredits, replayed }) => {
      toast.success(replayed ? texts.cancel.replayed(refundedCredits) : texts.cancel.done(refundedCredits))
    },
    onError: (error) => {
      const failure = error instanceof CancelAiJobError ? error : new CancelAiJobError('outcome_unknown')
      const { askedCredits } = failure.details
      if (askedCredits != null) {
        toast.error(texts.refusals.reasons.daily_cap())
        navigate(askForCreditsChange(askedCredits))
        return
      }
      const text = texts.cancel.errors[failure.code](failure.details)
      // Somebody else was faster: the admin's wish is met, nothing is wrong.
      if (failure.code === 'job_already_over') toast.info(text)
      else toast.error(text)
    },
    onSettled: () => {
      // Not awaited: the answer is known, and a slow list must not hold the dialog open.
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })
}
