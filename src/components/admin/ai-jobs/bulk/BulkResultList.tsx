import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { aiToolsQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { type BulkRun, failuresOf } from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { FoldedText } from '@/components/admin/ai-jobs/FoldedText'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { openJobChange } from '@/components/admin/ai-jobs/panel/use-open-job'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/utils'

const SHOWN_AT_FIRST = 20
const SHOWN_MORE = 200

/** A result per job, failures first; a thousand of them are not drawn before somebody asks. */
export function BulkResultList({ run }: { run: BulkRun }) {
  const { data: tools = [] } = useQuery(aiToolsQuery(usePanelSession()))
  const [limit, setLimit] = useState(SHOWN_AT_FIRST)
  const labels = new Map(tools.map((tool) => [tool.table_name, tool.label]))
  const failures = failuresOf(run)
  const failed = new Set(failures)
  const results = [...failures, ...run.results.filter((result) => !failed.has(result))]

  return (
    <section aria-label={texts.bulk.results} className="grid gap-1">
      <h3 className="text-muted-foreground text-xs">{texts.bulk.results}</h3>
      <ul
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be within reach of the keyboard
        tabIndex={0}
        className="max-h-56 divide-y overflow-y-auto rounded-md border text-sm outline-none focus-visible:ring-2 focus-visible:ring-ring"
      >
        {results.slice(0, limit).map((result) => (
          <li key={`${result.job.table}/${result.job.id}`} className="grid gap-0.5 px-3 py-2 [content-visibility:auto]">
            <p className="flex flex-wrap justify-between gap-x-3">
              <span>{labels.get(result.job.table) ?? result.job.table}</span>
              <span className={cn('font-medium', failed.has(result) && warningText)}>
                {texts.bulk.outcomes[result.outcome]}
              </span>
            </p>
            <p className="flex flex-wrap justify-between gap-x-3 text-muted-foreground text-xs">
              <AddressLink
                change={openJobChange(result.job)}
                className="inline-flex min-h-6 items-center break-all rounded-sm font-mono underline decoration-muted-foreground/50 underline-offset-4 outline-none hover:decoration-foreground focus-visible:ring-2 focus-visible:ring-ring"
              >
                {result.job.id}
              </AddressLink>
              {result.outcome === 'cancelled' && (
                <span className="tabular-nums">{texts.bulk.creditsSoFar(result.refundedCredits)}</span>
              )}
            </p>
            {result.problem && <p className="break-words text-xs">{result.problem}</p>}
            {result.detail && (
              <FoldedText className="text-muted-foreground" text={texts.refusals.databaseText(result.detail)} />
            )}
            {result.outcome === 'no_answer' && <p className="text-xs">{texts.bulk.safeToRetry}</p>}
          </li>
        ))}
      </ul>
      {results.length > limit && (
        <Button variant="ghost" size="sm" onClick={() => setLimit(limit + SHOWN_MORE)}>
          {texts.bulk.showMore(Math.min(SHOWN_MORE, results.length - limit))}
        </Button>
      )}
    </section>
  )
}
