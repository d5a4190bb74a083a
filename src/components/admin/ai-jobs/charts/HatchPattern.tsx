import { HATCH_ID } from '@/components/admin/ai-jobs/charts/bar-looks'

/** The pattern that the bars of a page share. */
export function HatchPattern() {
  return (
    <svg width="0" height="0" className="absolute text-muted-foreground" aria-hidden="true">
      <pattern id={HATCH_ID} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="2" height="5" fill="currentColor" />
      </pattern>
    </svg>
  )
}
