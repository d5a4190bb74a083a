import { useQuery, useQueryClient } from '@tanstack/react-query'
import { aiToolsQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { BulkConfirmation } from '@/components/admin/ai-jobs/bulk/BulkConfirmation'
import { type BulkTarget, bulkPlanQuery } from '@/components/admin/ai-jobs/bulk/bulk-plan'
import { describeFilter } from '@/components/admin/ai-jobs/bulk/describe-filter'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import type { JobKey } from '@/components/admin/ai-jobs/panel/use-open-job'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import {
  AlertDialogCancel,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogHeader,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { Skeleton } from '@/components/ui/skeleton'

type BulkQuestionProps = {
  target: BulkTarget
  onReason: (reason: string) => void
  onConfirm: (jobs: readonly JobKey[]) => void
}

/** Says what would be ended, in figures of the server, before anything happens. */
export function BulkQuestion({ target, onReason, onConfirm }: BulkQuestionProps) {
  const session = usePanelSession()
  const { data: tools = [] } = useQuery(aiToolsQuery(session))
  const plan = useQuery(bulkPlanQuery(session, useQueryClient(), target))
  const ready = plan.data && plan.data.jobs.length > 0

  return (
    <>
      <AlertDialogHeader>
        <AlertDialogTitle>{ready ? texts.bulk.title(plan.data.jobs.length) : texts.bulk.titleUnknown}</AlertDialogTitle>
        <AlertDialogDescription>{texts.bulk.detail}</AlertDialogDescription>
      </AlertDialogHeader>
      {target.kind === 'filter' && (
        <p className="break-words rounded-md bg-muted px-3 py-2 text-sm">
          <span className="text-muted-foreground">{texts.bulk.filter}: </span>
          {describeFilter(target.filter, tools)}
        </p>
      )}
      {ready && <BulkConfirmation plan={plan.data} onReason={onReason} onConfirm={onConfirm} />}
      {plan.isPending && (
        <div role="status" aria-label={texts.bulk.counting}>
          <Skeleton className="h-24" />
        </div>
      )}
      {plan.error && (
        <LoadErrorNotice error={plan.error} title={texts.shell.loadError.titleOther} onRetry={plan.refetch} />
      )}
      {plan.data && !ready && (
        <p role="status" className="text-sm">
          {texts.bulk.none}
        </p>
      )}
      {!ready && (
        <AlertDialogFooter>
          <AlertDialogCancel>{texts.bulk.back}</AlertDialogCancel>
        </AlertDialogFooter>
      )}
    </>
  )
}
