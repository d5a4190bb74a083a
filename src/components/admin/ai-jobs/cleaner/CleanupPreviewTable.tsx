import type { CleanupPreview } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { ToolCountTable } from '@/components/admin/ai-jobs/cleaner/ToolCountTable'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** What a run would end, per tool. */
export function CleanupPreviewTable({ preview }: { preview: CleanupPreview[] }) {
  const { preview: label, jobs, customers, credits } = texts.cleaner.run
  return (
    <ToolCountTable
      label={label}
      columns={[jobs, customers, credits]}
      rows={preview.map((tool) => ({
        table: tool.table_name,
        label: tool.tool_label,
        counts: [tool.jobs, tool.customers, tool.credits],
      }))}
    />
  )
}
