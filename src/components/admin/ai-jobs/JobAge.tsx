import { AlertTriangle, Clock } from 'lucide-react'
import { ageTone, grownSeconds } from '@/components/admin/ai-jobs/age'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { formatStopwatch } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { ageToneText } from '@/components/admin/ai-jobs/tones'
import { useNow } from '@/components/admin/ai-jobs/use-now'
import { cn } from '@/lib/utils'

/** How long an unfinished job has been waiting or running, second by second. */
export function JobAge({ job }: { job: AiJob }) {
  const now = useNow()
  if (job.age_seconds === null) return <span className="text-muted-foreground">{texts.jobs.table.noValue}</span>

  const age = grownSeconds(job, job.age_seconds, now)
  const tone = ageTone(age, job.limit_seconds)
  return (
    <span
      data-tone={tone}
      className={cn('inline-flex items-center gap-1 whitespace-nowrap align-top tabular-nums', ageToneText[tone])}
    >
      {tone === 'stuck' && <AlertTriangle className="h-3.5 w-3.5" role="img" aria-label={texts.jobs.table.stuck} />}
      {tone === 'warning' && <Clock className="h-3.5 w-3.5" role="img" aria-label={texts.jobs.table.warning} />}
      {formatStopwatch(age)}
    </span>
  )
}
