import type { LimitAdvice } from '@/components/admin/ai-jobs/cleaner/limit-advice'
import { formatDuration } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const PERCENTILES = [
  ['p50', 'run_p50_seconds'],
  ['p95', 'run_p95_seconds'],
  ['p99', 'run_p99_seconds'],
] as const

/** How long the tool's jobs ran of late. */
export function RunTimes({ advice }: { advice: LimitAdvice }) {
  return (
    <div className="grid gap-1">
      <p className="text-muted-foreground text-xs">{texts.cleaner.limits.runTimes(advice.finished_jobs)}</p>
      <dl className="flex flex-wrap gap-x-4 text-sm">
        {PERCENTILES.map(([name, column]) => {
          const seconds = advice[column]
          return (
            seconds !== null && (
              <div key={name} className="flex gap-1">
                <dt className="text-muted-foreground">{name}</dt>
                <dd className="tabular-nums">{formatDuration(seconds)}</dd>
              </div>
            )
          )
        })}
      </dl>
    </div>
  )
}
