import { HelpCircle } from 'lucide-react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import {
  type CleanerHealth,
  cleanerCondition,
  secondsSinceSuccess,
  switchedOff,
} from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import { conditionLooks, type Look } from '@/components/admin/ai-jobs/cleaner/condition-looks'
import { toolLimitsChange } from '@/components/admin/ai-jobs/cleaner/tool-limits-address'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { viewChange } from '@/components/admin/ai-jobs/panel/panel-view'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useNow } from '@/components/admin/ai-jobs/use-now'
import { cn } from '@/lib/utils'

const unknownLook: Look = { icon: HelpCircle, className: 'text-muted-foreground' }

type CleanerPillProps = { health: CleanerHealth | undefined; failed: boolean; tools: AiTool[] }

/** Whether the cleaner is alive, on every view; leads to its own, and to the tool that can be switched on again. */
export function CleanerPill({ health, failed, tools }: CleanerPillProps) {
  const now = useNow()
  if (!health && !failed) return null

  const condition = health && !failed ? cleanerCondition(health, tools) : null
  const { icon: Icon, className } = condition ? conditionLooks[condition] : unknownLook
  const off = switchedOff(tools)
  return (
    <AddressLink
      change={condition === 'switched_off' && off[0] ? toolLimitsChange(off[0].table_name) : viewChange('cleaner')}
      className={cn(
        'inline-flex h-8 items-center gap-1.5 whitespace-nowrap rounded-full border bg-card px-2 font-medium sm:px-3 text-xs outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring',
        className,
      )}
    >
      <Icon className="size-3.5" aria-hidden />
      {/* On a phone that all is well needs no words, and what is off few: the rows need the room. */}
      {condition === 'switched_off' && <span className="sm:hidden">{texts.cleaner.offOnPhone(off.length)}</span>}
      <span className={cn(condition === 'fine' && 'max-sm:sr-only', condition === 'switched_off' && 'max-sm:hidden')}>
        {condition && health
          ? texts.cleaner.pill[condition](secondsSinceSuccess(health, now), off.length)
          : texts.cleaner.unknown}
      </span>
    </AddressLink>
  )
}
