import { barLooks } from '@/components/admin/ai-jobs/charts/bar-looks'
import type { Measure } from '@/components/admin/ai-jobs/charts/chart-rows'

/** How a measure's bars look. */
export function Swatch({ measure }: { measure: Measure }) {
  return (
    <svg width="12" height="12" className="shrink-0" aria-hidden="true">
      <rect x="0.5" y="0.5" width="11" height="11" {...barLooks[measure]} />
    </svg>
  )
}
