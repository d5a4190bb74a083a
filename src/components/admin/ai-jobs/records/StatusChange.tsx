import type { ActRecord } from '@/components/admin/ai-jobs/records/record'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** What became of the status, where the act changed it. */
export function StatusChange({ record: { status_before, status_after } }: { record: ActRecord }) {
  if (status_before === null || status_after === null || status_before === status_after) return null
  return (
    <p className="text-muted-foreground text-xs">
      {texts.jobs.statusLabel(status_before)} → {texts.jobs.statusLabel(status_after)}
    </p>
  )
}
