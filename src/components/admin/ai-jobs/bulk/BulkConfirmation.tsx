import { type MouseEvent, useState } from 'react'
import { BulkDialogBody } from '@/components/admin/ai-jobs/bulk/BulkDialogBody'
import { BulkPlanTable } from '@/components/admin/ai-jobs/bulk/BulkPlanTable'
import type { BulkPlan } from '@/components/admin/ai-jobs/bulk/bulk-plan'
import { FailedBefore } from '@/components/admin/ai-jobs/FailedBefore'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import { ReasonField } from '@/components/admin/ai-jobs/ReasonField'
import { TextField } from '@/components/admin/ai-jobs/TextField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { AlertDialogAction, AlertDialogCancel, AlertDialogFooter } from '@/components/ui/alert-dialog'
import { cn } from '@/lib/utils'

// Above this a slip of the finger is too dear: the count has to be typed.
const TYPED_ABOVE = 50

type BulkConfirmationProps = {
  plan: BulkPlan
  onReason: (reason: string) => void
  onConfirm: (jobs: readonly JobKey[]) => void
}

export function BulkConfirmation({ plan, onReason, onConfirm }: BulkConfirmationProps) {
  const [typed, setTyped] = useState('')
  const count = plan.jobs.length
  const matching = plan.total.jobs
  const confirmed = count <= TYPED_ABOVE || typed.replace(/\D/g, '') === String(count)

  function confirm(event: MouseEvent) {
    // The action closes the dialog by itself; this one stays open to show how it goes.
    event.preventDefault()
    onConfirm(plan.jobs)
  }

  return (
    <>
      <BulkDialogBody>
        <BulkPlanTable tools={plan.tools} total={plan.total} />
        <FailedBefore jobs={plan.total.failed_jobs} credits={plan.total.failed_credits} />
        {count < matching && <p className={cn('text-sm', warningText)}>{texts.bulk.tooMany(count, matching)}</p>}
        <ReasonField onChange={onReason} />
        {count > TYPED_ABOVE && (
          <TextField
            label={texts.bulk.typeCount(count)}
            value={typed}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </BulkDialogBody>
      <AlertDialogFooter>
        <AlertDialogCancel>{texts.bulk.back}</AlertDialogCancel>
        <AlertDialogAction
          className="bg-destructive text-destructive-foreground hover:bg-destructive/90"
          disabled={!confirmed}
          onClick={confirm}
        >
          {texts.bulk.confirm(count)}
        </AlertDialogAction>
      </AlertDialogFooter>
    </>
  )
}
