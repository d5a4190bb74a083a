import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { cn } from '@/lib/utils'

const SHORT_LENGTH = 120
// What fits into the narrowest column there is for one line, and into that of a wide screen.
const FITTING_LENGTH = 32
const FITTING_LENGTH_WIDE = 75

type FoldedTextProps = {
  text: string
  /** Its beginning takes no more than that, since a row that grew would move those below it. */
  oneLine?: boolean
  className?: string
}

/** A text as it was stored, as plain text: its beginning, and all of it when asked for. */
export function FoldedText({ text, oneLine = false, className }: FoldedTextProps) {
  const [whole, setWhole] = useState(false)
  const line = text.replace(/\s+/g, ' ').trim()
  const short = line.length > SHORT_LENGTH ? `${line.slice(0, SHORT_LENGTH).trimEnd()}…` : line
  return (
    <div className={cn('flex min-w-0 items-start gap-1 text-xs', whole && oneLine && 'basis-full', className)}>
      <p className={cn('min-w-0', whole ? 'whitespace-pre-wrap break-words' : oneLine ? 'truncate' : 'break-words')}>
        {whole ? text : short}
      </p>
      {line.length > (oneLine ? FITTING_LENGTH : SHORT_LENGTH) && (
        // As high as it must be to be hit, yet the line keeps its height.
        <button
          type="button"
          aria-expanded={whole}
          aria-label={whole ? texts.jobs.table.shortError : texts.jobs.table.wholeError}
          className={cn(
            '-my-1 grid size-6 shrink-0 place-items-center rounded-sm text-foreground outline-none hover:bg-accent focus-visible:ring-2 focus-visible:ring-ring',
            oneLine && line.length <= FITTING_LENGTH_WIDE && '2xl:hidden',
          )}
          onClick={() => setWhole(!whole)}
        >
          <ChevronDown aria-hidden className={cn('size-3.5', whole && 'rotate-180')} />
        </button>
      )}
    </div>
  )
}
