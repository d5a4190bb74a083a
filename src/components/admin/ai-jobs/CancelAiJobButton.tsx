import { XCircle } from 'lucide-react'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

type CancelAiJobButtonProps = {
  job: AiJob
  /** Id of the element that names the customer, so that the buttons of a page can be told apart. */
  describedBy: string
  className?: string
  onCancel: (job: AiJob) => void
}

export function CancelAiJobButton({ job, describedBy, className, onCancel }: CancelAiJobButtonProps) {
  if (!isUnfinished(job)) return null
  return (
    <Button
      variant="destructive"
      size="sm"
      className={className}
      aria-describedby={describedBy}
      onClick={() => onCancel(job)}
    >
      <XCircle aria-hidden className="h-4 w-4" />
      {texts.cancel.action}
    </Button>
  )
}
