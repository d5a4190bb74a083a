import type { Measure } from '@/components/admin/ai-jobs/charts/chart-rows'

export const HATCH_ID = 'estorno-hatch'

/** Told apart by pattern as well as by colour; colours by class, so that they follow the host's theme. */
export const barLooks = {
  timeout: { className: 'text-primary', fill: 'currentColor', stroke: 'none' },
  by_hand: { className: 'text-muted-foreground', fill: `url(#${HATCH_ID})`, stroke: 'currentColor' },
  credits: { className: 'text-primary', fill: 'currentColor', stroke: 'none' },
} satisfies Record<Measure, { className: string; fill: string; stroke: string }>
