import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { attentionKeys } from '@/components/admin/ai-jobs/attention/attention-queries'
import { CleanerHealthCard } from '@/components/admin/ai-jobs/cleaner/CleanerHealthCard'
import { CleanupDay } from '@/components/admin/ai-jobs/cleaner/CleanupDay'
import { CleanupRuns } from '@/components/admin/ai-jobs/cleaner/CleanupRuns'
import { cleanerKeys } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import { ToolLimits } from '@/components/admin/ai-jobs/cleaner/ToolLimits'
import { ViewToolbar } from '@/components/admin/ai-jobs/panel/ViewToolbar'
import type { PanelViewProps } from '@/components/admin/ai-jobs/panel/views'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'

/** The cleaner: is it well, what did it do, and how long may a job take. */
export function CleanerView({ tools }: PanelViewProps) {
  const session = usePanelSession()
  return (
    <div className="grid min-w-0 gap-6">
      {/* The tools' limits, and what is stuck where the cleanup is switched off, are other views' as well. */}
      <ViewToolbar areas={[cleanerKeys.all(session), aiJobKeys.tools(session), attentionKeys.jobs(session)]} />
      <div className="grid min-w-0 items-start gap-6 lg:grid-cols-2">
        <CleanerHealthCard tools={tools} />
        <CleanupDay />
      </div>
      <ToolLimits tools={tools} />
      <CleanupRuns />
    </div>
  )
}
