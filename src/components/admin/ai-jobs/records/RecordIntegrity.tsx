import { useQuery } from '@tanstack/react-query'
import { ShieldAlert, ShieldCheck, ShieldQuestion } from 'lucide-react'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { type RecordSeals, recordSealsQuery } from '@/components/admin/ai-jobs/records/record-seals'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { alarmText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

/** Whether the record is as it was sealed, in one line. */
export function RecordIntegrity() {
  const seals = useQuery(recordSealsQuery(usePanelSession()))
  const { icon: Icon, className, text } = lookOf(seals.data, seals.isError)
  return (
    <p
      role={seals.data?.intact === false ? 'alert' : 'status'}
      className={cn('flex items-start gap-1.5 text-sm', className)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden />
      <span className="min-w-0 break-words">{text}</span>
    </p>
  )
}

function lookOf(seals: RecordSeals | undefined, failed: boolean) {
  const { intact, broken, checking, unknown } = texts.records.seals
  if (!seals) {
    return { icon: ShieldQuestion, className: 'text-muted-foreground', text: failed ? unknown : checking }
  }
  if (seals.intact) {
    return { icon: ShieldCheck, className: 'text-primary', text: intact(seals.sealed, seals.unsealed) }
  }
  const [first, ...others] = seals.problems
  return { icon: ShieldAlert, className: cn('font-medium', alarmText), text: broken(first, others.length) }
}
