import { useState } from 'react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

const SHORT_LENGTH = 120

/** An error as it was stored, as plain text: its beginning, and all of it when asked for. */
export function JobErrorText({ text }: { text: string }) {
  const [whole, setWhole] = useState(false)
  const line = text.replace(/\s+/g, ' ').trim()
  const long = line.length > SHORT_LENGTH
  return (
    <div className="max-w-xs text-muted-foreground text-xs">
      <p className={whole ? 'whitespace-pre-wrap break-words' : 'break-words'}>
        {!long && line}
        {long && (whole ? text : `${line.slice(0, SHORT_LENGTH).trimEnd()}…`)}
      </p>
      {long && (
        <button
          type="button"
          aria-expanded={whole}
          className="min-h-6 rounded-sm font-medium text-foreground underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
          onClick={() => setWhole(!whole)}
        >
          {whole ? texts.jobs.table.shortError : texts.jobs.table.wholeError}
        </button>
      )}
    </div>
  )
}
