import { type BulkRun, sumUp } from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export function BulkResultCounts({ run }: { run: BulkRun }) {
  const { counts, credits } = sumUp(run)
  const notSent = run.jobs.length - run.results.length
  const lines = [
    ...counts.map(({ outcome, count }) => [texts.bulk.outcomeCounts[outcome], count] as const),
    ...(notSent > 0 ? [[texts.bulk.notSent, notSent] as const] : []),
    [texts.bulk.creditsRefunded, credits] as const,
  ]
  return (
    <div role="status">
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 text-sm tabular-nums">
        {lines.map(([label, count]) => (
          <div key={label} className="contents">
            <dt className="text-muted-foreground">{label}</dt>
            <dd className="text-right font-medium">{formatInteger(count)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
