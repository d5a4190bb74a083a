import { CleanerHealthCard } from '@/components/admin/ai-jobs/cleaner/CleanerHealthCard'
import { CleanupDay } from '@/components/admin/ai-jobs/cleaner/CleanupDay'
import { CleanupRuns } from '@/components/admin/ai-jobs/cleaner/CleanupRuns'
import { ToolLimits } from '@/components/admin/ai-jobs/cleaner/ToolLimits'
import type { PanelViewProps } from '@/components/admin/ai-jobs/panel/AiToolsPanel'

/** The cleaner: is it well, what did it do, and how long may a job take. */
export function CleanerView({ tools }: PanelViewProps) {
  return (
    <div className="grid min-w-0 gap-6">
      <div className="grid min-w-0 items-start gap-6 lg:grid-cols-2">
        <CleanerHealthCard />
        <CleanupDay />
      </div>
      <ToolLimits tools={tools} />
      <CleanupRuns />
    </div>
  )
}
