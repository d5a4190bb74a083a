import { useQuery } from '@tanstack/react-query'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { isSurelyStuck } from '@/components/admin/ai-jobs/attention/attention-job'
import { attentionJobsQuery, MAX_ATTENTION_JOBS } from '@/components/admin/ai-jobs/attention/attention-queries'
import { toolLimitsChange } from '@/components/admin/ai-jobs/cleaner/tool-limits-address'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'

/** The tools that the cleanup leaves out, what is stuck in each, and the way to its switch. */
export function SwitchedOffTools({ tools }: { tools: AiTool[] }) {
  const attention = useQuery({ ...attentionJobsQuery(usePanelSession()), ...useLiveRefresh().options })
  // A list that was cut tells no count.
  const jobs =
    attention.data && attention.data.length < MAX_ATTENTION_JOBS ? attention.data.filter(isSurelyStuck) : null
  const { title, switchOn, stuck } = texts.cleaner.switchedOff
  return (
    <div className="grid min-w-0 gap-1 text-sm">
      <p className={warningText}>{title(tools.length)}</p>
      <ul>
        {tools.map(({ table_name, label }) => (
          <li key={table_name} className="flex flex-wrap items-center gap-x-3">
            <AddressLink
              change={toolLimitsChange(table_name)}
              className="rounded-sm py-1 text-primary underline underline-offset-2 outline-none focus-visible:ring-2 focus-visible:ring-ring"
            >
              {switchOn(label)}
            </AddressLink>
            {jobs && (
              <span className="text-muted-foreground tabular-nums">
                {stuck(jobs.filter((job) => job.table_name === table_name).length)}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
