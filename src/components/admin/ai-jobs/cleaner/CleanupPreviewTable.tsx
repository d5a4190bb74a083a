import { type CleanupPreview, sum } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { ToolCountTable } from '@/components/admin/ai-jobs/cleaner/ToolCountTable'
import { FailedBefore } from '@/components/admin/ai-jobs/FailedBefore'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** What a run would end, per tool, and what of it failed before. */
export function CleanupPreviewTable({ preview }: { preview: CleanupPreview[] }) {
  const { preview: label, jobs, customers, credits } = texts.cleaner.run
  return (
    <>
      <ToolCountTable
        label={label}
        columns={[jobs, customers, credits]}
        rows={preview.map((tool) => ({
          table: tool.table_name,
          label: tool.tool_label,
          counts: [tool.jobs, tool.customers, tool.credits],
        }))}
      />
      <FailedBefore
        jobs={sum(preview.map((tool) => tool.failed_jobs))}
        credits={sum(preview.map((tool) => tool.failed_credits))}
      />
    </>
  )
}
