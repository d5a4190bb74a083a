import { ageTone, grownSeconds } from '@/components/admin/ai-jobs/age'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { ageToneText } from '@/components/admin/ai-jobs/tones'
import { useNow } from '@/components/admin/ai-jobs/use-now'

/** Which of its two limits an unfinished job runs against, and whether it is past it. */
export function JobLimit({ job }: { job: AiJob }) {
  const now = useNow()
  const { age_seconds, limit_seconds, phase } = job
  if (limit_seconds === null || (phase !== 'waiting' && phase !== 'running')) return texts.jobs.table.noValue

  const limit = texts.cancel.limits[phase](limit_seconds)
  if (age_seconds === null) return limit
  const age = grownSeconds(job, age_seconds, now)
  const tone = ageTone(age, limit_seconds)
  return (
    <>
      {limit},{' '}
      <span className={ageToneText[tone]}>
        {tone === 'stuck'
          ? texts.cancel.limitPassed(age - limit_seconds)
          : texts.cancel.limitAhead(limit_seconds - age)}
      </span>
    </>
  )
}
