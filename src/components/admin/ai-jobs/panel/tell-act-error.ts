import { navigate } from '@/components/admin/ai-jobs/address'
import { askForCreditsChange } from '@/components/admin/ai-jobs/credit-cap/asked-credits'
import { actErrorDetail, actErrorText, askedCredits, refusalOf } from '@/components/admin/ai-jobs/panel/act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'

/** Tells the admin why an act that gives credits back failed; above the day's cap it leads to who may allow more. */
export function tellActError(error: unknown) {
  const refusal = refusalOf(error)
  toast.error(actErrorText(error), { description: actErrorDetail(error) })
  if (refusal?.code === 'daily_cap') navigate(askForCreditsChange(askedCredits(refusal.detail)))
}
