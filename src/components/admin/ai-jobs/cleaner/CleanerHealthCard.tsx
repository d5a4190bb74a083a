import { useQuery } from '@tanstack/react-query'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { CleanerFacts } from '@/components/admin/ai-jobs/cleaner/CleanerFacts'
import { CleanerProblems } from '@/components/admin/ai-jobs/cleaner/CleanerProblems'
import { cleanerCondition, switchedOff } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import { cleanerHealthQuery } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import { conditionLooks } from '@/components/admin/ai-jobs/cleaner/condition-looks'
import { RunCleanup } from '@/components/admin/ai-jobs/cleaner/RunCleanup'
import { SwitchedOffTools } from '@/components/admin/ai-jobs/cleaner/SwitchedOffTools'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Card } from '@/components/ui/card'
import { cn } from '@/lib/utils'

/** Whether the cleaner runs, when it did and will, and what to do when it does not. */
export function CleanerHealthCard({ tools }: { tools: AiTool[] }) {
  const health = useQuery(cleanerHealthQuery(usePanelSession()))
  const off = switchedOff(tools)
  return (
    <QuerySection title={texts.cleaner.health.title} query={health} actions={<RunCleanup />}>
      {(data) => {
        const condition = cleanerCondition(data, tools)
        const { icon: Icon, className } = conditionLooks[condition]
        return (
          <Card className="grid gap-4 p-4">
            <p className={cn('flex items-center gap-2 font-semibold', className)}>
              <Icon className="size-5 shrink-0" aria-hidden />
              {texts.cleaner.health.conditions[condition]}
            </p>
            {off.length > 0 && <SwitchedOffTools tools={off} />}
            <CleanerFacts health={data} />
            <CleanerProblems problems={data.problems} />
          </Card>
        )
      }}
    </QuerySection>
  )
}
