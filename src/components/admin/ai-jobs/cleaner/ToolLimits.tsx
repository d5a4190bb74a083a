import { useQuery } from '@tanstack/react-query'
import { useId, useRef } from 'react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { limitAdviceQuery } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import { ToolLimitsRow } from '@/components/admin/ai-jobs/cleaner/ToolLimitsRow'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { viewChange } from '@/components/admin/ai-jobs/panel/panel-view'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Card } from '@/components/ui/card'

/** The limits of every tool, with what the advisor knows of them: a table where there is room, else a list of forms. */
export function ToolLimits({ tools }: { tools: AiTool[] }) {
  const titleId = useId()
  const section = useRef<HTMLElement>(null)
  const advice = useQuery(limitAdviceQuery(usePanelSession(), null, null))
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby={titleId}
      className="grid min-w-0 gap-2 rounded-lg outline-none focus-visible:ring-2 focus-visible:ring-ring"
    >
      <h2 id={titleId} className="font-semibold text-base">
        {texts.cleaner.limits.title}
      </h2>
      <p className="text-muted-foreground text-sm">
        {texts.cleaner.limits.recorded}{' '}
        <AddressLink
          change={{ ...viewChange('records'), kind: 'tool_change' }}
          className="text-primary underline underline-offset-2"
        >
          {texts.shell.views.records}
        </AddressLink>
      </p>
      <Card>
        <ul className="divide-y">
          {tools.map((tool) => (
            <ToolLimitsRow
              key={tool.table_name}
              tool={tool}
              advice={advice.data?.find((line) => line.table_name === tool.table_name)}
              adviceFailed={advice.isError}
              focusAfter={section}
            />
          ))}
        </ul>
      </Card>
    </section>
  )
}
