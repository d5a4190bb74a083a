import { type CleanupResult, totalOf } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Progress } from '@/components/ui/progress'

type CleanupProgressProps = { results: CleanupResult[]; left: number }

export function CleanupProgress({ results, left }: CleanupProgressProps) {
  const { ended } = totalOf(results)
  const total = ended + left
  return (
    <div className="grid gap-2">
      <Progress value={total > 0 ? Math.round((100 * ended) / total) : 0} aria-label={texts.cleaner.run.running} />
      <p role="status" className="text-sm tabular-nums">
        {texts.cleaner.run.progress(ended, total)}
      </p>
    </div>
  )
}
