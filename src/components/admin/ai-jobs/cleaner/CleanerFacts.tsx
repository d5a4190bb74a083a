import { type CleanerHealth, secondsSinceSuccess } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import { Moment } from '@/components/admin/ai-jobs/cleaner/Moment'
import { Fact } from '@/components/admin/ai-jobs/Fact'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { useNow } from '@/components/admin/ai-jobs/use-now'
import { cn } from '@/lib/utils'

const FAILURES = ['failed_jobs_24h', 'failed_runs_24h', 'failed_cron_runs_24h'] as const

export function CleanerFacts({ health }: { health: CleanerHealth }) {
  const now = useNow()
  const { last_success_at, next_run_at } = health
  const sinceSuccess = secondsSinceSuccess(health, now)
  return (
    <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2">
      <Fact label={texts.cleaner.health.lastSuccess}>
        {last_success_at === null || sinceSuccess === null ? (
          texts.cleaner.health.never
        ) : (
          <Moment when={last_success_at}>{texts.cleaner.ago(sinceSuccess)}</Moment>
        )}
      </Fact>
      <Fact label={texts.cleaner.health.nextRun}>
        {next_run_at === null ? (
          texts.cleaner.health.unscheduled
        ) : (
          <Moment when={next_run_at}>{texts.cleaner.ahead((Date.parse(next_run_at) - now) / 1_000)}</Moment>
        )}
      </Fact>
      {FAILURES.map((failure) => (
        <Fact key={failure} label={texts.cleaner.health[failure]}>
          <span className={cn(health[failure] > 0 && `font-semibold ${warningText}`)}>
            {formatInteger(health[failure])}
          </span>
        </Fact>
      ))}
    </dl>
  )
}
