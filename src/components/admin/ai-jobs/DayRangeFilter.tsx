import { useId, useState } from 'react'
import { endsBeforeItBegins } from '@/components/admin/ai-jobs/ai-job-filter'
import { isDay } from '@/components/admin/ai-jobs/days'
import { TextField } from '@/components/admin/ai-jobs/TextField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

type Days = { firstDay: string | null; lastDay: string | null }
type DayRangeFilterProps = Days & { onChange: (days: Days) => void }

/** Two days, both of them included; either may be left open. What cannot be is said, and not asked for. */
export function DayRangeFilter({ firstDay, lastDay, onChange }: DayRangeFilterProps) {
  const problemId = useId()
  const [draft, setDraft] = useState<Days>({ firstDay, lastDay })
  const [lastGiven, setLastGiven] = useState<Days>({ firstDay, lastDay })
  const wrong = endsBeforeItBegins(draft.firstDay, draft.lastDay)

  // The address may change from outside (back, clear): the fields follow.
  if (lastGiven.firstDay !== firstDay || lastGiven.lastDay !== lastDay) {
    setLastGiven({ firstDay, lastDay })
    setDraft({ firstDay, lastDay })
  }

  function change(day: keyof Days, text: string) {
    const next = { ...draft, [day]: text || null }
    setDraft(next)
    const complete = [next.firstDay, next.lastDay].every((end) => end === null || isDay(end))
    if (complete && !endsBeforeItBegins(next.firstDay, next.lastDay)) onChange(next)
  }

  return (
    <div className="col-span-2 grid gap-1">
      <div className="grid grid-cols-2 gap-2">
        {(['firstDay', 'lastDay'] as const).map((day) => (
          <TextField
            key={day}
            type="date"
            label={texts.jobs.filters[day]}
            className="tabular-nums"
            aria-invalid={wrong}
            aria-describedby={wrong ? problemId : undefined}
            value={draft[day] ?? ''}
            onChange={(event) => change(day, event.target.value)}
          />
        ))}
      </div>
      <p id={problemId} role="alert" className={cn('text-xs empty:hidden', warningText)}>
        {wrong && texts.jobs.filters.wrongDays}
      </p>
    </div>
  )
}
