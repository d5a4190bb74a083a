import { type CleanupPreview, type CleanupResult, totalOf } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { ToolCountTable } from '@/components/admin/ai-jobs/cleaner/ToolCountTable'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { actErrorText } from '@/components/admin/ai-jobs/panel/act-error'
import { viewChange } from '@/components/admin/ai-jobs/panel/panel-view'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'

type CleanupOutcomeProps = {
  results: CleanupResult[]
  problem: unknown
  /** Names the tools. */
  preview: CleanupPreview[]
  onLeave: () => void
}

/** What a run ended, per tool, and where to find what it could not end. */
export function CleanupOutcome({ results, problem, preview, onLeave }: CleanupOutcomeProps) {
  const { ended, credits, failures } = texts.cleaner.counts
  const total = totalOf(results)
  const labelOf = (table: string) => preview.find((tool) => tool.table_name === table)?.tool_label ?? table
  return (
    <div className="grid justify-items-start gap-3 text-sm">
      {problem === null ? (
        <p>{texts.cleaner.run.done(total)}</p>
      ) : (
        <p className={warningText}>
          {texts.cleaner.run.interrupted(total)} {actErrorText(problem)}
        </p>
      )}
      {results.length > 0 && (
        <ToolCountTable
          label={texts.cleaner.run.result}
          columns={[ended, credits, failures]}
          rows={results
            .map((result) => ({
              table: result.table_name,
              label: labelOf(result.table_name),
              counts: [result.cancelled_count, result.refunded_credits, result.failures],
            }))
            .sort((one, other) => one.label.localeCompare(other.label))}
        />
      )}
      {total.failures > 0 && (
        <AddressLink change={viewChange('attention')} onClick={onLeave} className="text-primary underline">
          {texts.cleaner.run.seeAttention}
        </AddressLink>
      )}
    </div>
  )
}
