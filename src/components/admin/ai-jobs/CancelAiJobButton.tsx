import { XCircle } from 'lucide-react'
import { type AiJob, isUnfinished } from '@/components/admin/ai-jobs/ai-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { alarmButton } from '@/components/admin/ai-jobs/tones'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils'

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
    // Filled only where it is time: a page of red buttons would hide the stuck jobs among the others.
    <Button
      variant={job.stuck ? 'destructive' : 'outline'}
      size="sm"
      className={cn(!job.stuck && alarmButton, className)}
      aria-describedby={describedBy}
      onClick={() => onCancel(job)}
    >
      <XCircle aria-hidden className="h-4 w-4" />
      {texts.cancel.action}
    </Button>
  )
}
