import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { cn } from '@/lib/utils'

// What fits into the narrowest column there is for it, and into that of a wide screen.
const FITTING_LENGTH = 32
const FITTING_LENGTH_WIDE = 75
const SHORT_LENGTH = 120

type JobNoteProps = { text: string; className?: string }

/** What is to be said of a job, as plain text: its beginning in one line, and all of it when asked for. */
export function JobNote({ text, className }: JobNoteProps) {
  const [whole, setWhole] = useState(false)
  const line = text.replace(/\s+/g, ' ').trim()
  const short = line.length > SHORT_LENGTH ? `${line.slice(0, SHORT_LENGTH).trimEnd()}…` : line
  return (
    <div className={cn('flex min-w-0 items-start gap-1 text-xs', whole && 'basis-full', className)}>
      <p className={cn('min-w-0', whole ? 'whitespace-pre-wrap break-words' : 'truncate')}>{whole ? text : short}</p>
      {line.length > FITTING_LENGTH && (
        // As high as it must be to be hit, yet the line keeps its height.
        <button
          type="button"
          aria-expanded={whole}
          aria-label={whole ? texts.jobs.table.shortError : texts.jobs.table.wholeError}
          className={cn(
            '-my-1 grid size-6 shrink-0 place-items-center rounded-sm text-foreground outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring',
            line.length <= FITTING_LENGTH_WIDE && '2xl:hidden',
          )}
          onClick={() => setWhole(!whole)}
        >
          <ChevronDown aria-hidden className={cn('size-3.5', whole && 'rotate-180')} />
        </button>
      )}
    </div>
  )
}
