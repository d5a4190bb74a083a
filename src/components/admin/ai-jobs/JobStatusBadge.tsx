import { Ban, CheckCircle2, Clock, HelpCircle, Loader2, type LucideIcon, XCircle } from 'lucide-react'
import { type AiJob, isJobStatus, type JobStatus } from '@/components/admin/ai-jobs/ai-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

type Look = { icon: LucideIcon; iconClass: string }

const waiting = { icon: Clock, iconClass: 'text-muted-foreground' }
const running = { icon: Loader2, iconClass: 'animate-spin text-primary motion-reduce:animate-none' }

const looks = {
  pending: waiting,
  queued: waiting,
  starting: running,
  running,
  completed: { icon: CheckCircle2, iconClass: 'text-primary' },
  failed: { icon: XCircle, iconClass: 'text-muted-foreground' },
  cancelled: { icon: Ban, iconClass: 'text-muted-foreground' },
} satisfies Record<JobStatus, Look>

const unknownLook: Look = { icon: HelpCircle, iconClass: 'text-muted-foreground' }

export function JobStatusBadge({ job }: { job: AiJob }) {
  const { icon: Icon, iconClass } = isJobStatus(job.status) ? looks[job.status] : unknownLook
  return (
    <Badge variant="outline">
      <Icon className={cn('h-3 w-3', iconClass)} aria-hidden />
      {texts.jobs.statusLabel(job.status)}
    </Badge>
  )
}
