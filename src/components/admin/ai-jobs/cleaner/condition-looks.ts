import { AlertTriangle, CheckCircle2, type LucideIcon, XCircle } from 'lucide-react'
import type { CleanerCondition } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import { alarmText, warningText } from '@/components/admin/ai-jobs/tones'

export type Look = { icon: LucideIcon; className: string }

/** Amber after one missed run, red after two. */
export const conditionLooks = {
  fine: { icon: CheckCircle2, className: 'text-primary' },
  switched_off: { icon: AlertTriangle, className: warningText },
  troubled: { icon: AlertTriangle, className: warningText },
  late: { icon: AlertTriangle, className: warningText },
  down: { icon: XCircle, className: alarmText },
} satisfies Record<CleanerCondition, Look>
