import type { AgeTone } from '@/components/admin/ai-jobs/age'
import type { RefundState } from '@/components/admin/ai-jobs/ai-job'

// Palette steps, not tokens: shadcn themes have no amber, and their dark `destructive` is too dark to be read as text.
export const warningText = 'text-amber-800 dark:text-amber-400'
export const alarmText = 'text-red-700 dark:text-red-400'

/** A count of what waits for a person. */
export const warningBadge = `border-amber-600/50 bg-amber-500/15 ${warningText}`

/** An outline button for what cannot be undone. */
export const alarmButton = `border-destructive/50 ${alarmText} hover:bg-destructive/10 hover:text-red-700 dark:hover:text-red-400`

export const ageToneText = {
  calm: 'text-foreground',
  warning: `font-medium ${warningText}`,
  stuck: `font-semibold ${alarmText}`,
} satisfies Record<AgeTone, string>

export const refundText = {
  done: 'text-primary',
  not_charged: 'text-muted-foreground',
  pending: warningText,
  failed: `font-medium ${warningText}`,
} satisfies Record<RefundState, string>
