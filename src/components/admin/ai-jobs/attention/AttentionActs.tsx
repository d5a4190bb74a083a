import { Ban, Loader2, type LucideIcon, RotateCcw, Settings, Tag, XCircle } from 'lucide-react'
import { navigate } from '@/components/admin/ai-jobs/address'
import type { AttentionItemProps } from '@/components/admin/ai-jobs/attention/AttentionItem'
import { type AttentionAct, actsFor } from '@/components/admin/ai-jobs/attention/attention-job'
import { useFindJob } from '@/components/admin/ai-jobs/attention/use-find-job'
import { useRetryAiJob } from '@/components/admin/ai-jobs/attention/use-retry-ai-job'
import { toolLimitsChange } from '@/components/admin/ai-jobs/cleaner/tool-limits-address'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

const icons = {
  retry: RotateCcw,
  cancel: XCircle,
  map_status: Tag,
  open_tool: Settings,
  close: Ban,
} satisfies Record<AttentionAct, LucideIcon>

type AttentionActsProps = AttentionItemProps & { describedBy: string }

/** What can be done about a job, as its reason allows. */
export function AttentionActs({ job, onAsk, onCancel, onActed, onDone, describedBy }: AttentionActsProps) {
  const key = { table: job.table_name, id: job.job_id }
  const retry = useRetryAiJob()
  const find = useFindJob(onCancel)
  const pending: Partial<Record<AttentionAct, boolean>> = { retry: retry.isPending, cancel: find.isPending }

  const run = {
    retry: () =>
      retry.mutate(key, { onSuccess: ({ outcome }) => outcome !== 'not_due' && onDone(), onSettled: onActed }),
    cancel: () => find.mutate(key),
    map_status: () => onAsk('map_status'),
    open_tool: () => navigate(toolLimitsChange(job.table_name)),
    close: () => onAsk('close'),
  } satisfies Record<AttentionAct, () => void>

  return (
    <div className="grid grid-cols-2 gap-2 md:col-span-2 md:flex md:flex-wrap md:content-start md:items-start xl:col-span-1 xl:justify-end">
      {actsFor(job).map((act) => {
        const Icon = pending[act] ? Loader2 : icons[act]
        return (
          <Button
            key={act}
            variant={act === 'cancel' ? 'destructive' : 'outline'}
            className="h-auto min-h-9 whitespace-normal px-2 py-1 text-xs leading-4 last:odd:col-span-2 md:min-h-8 md:px-3"
            aria-describedby={describedBy}
            aria-busy={pending[act]}
            onClick={() => !pending[act] && run[act]()}
          >
            <Icon className={pending[act] ? 'animate-spin motion-reduce:animate-none' : undefined} aria-hidden />
            {texts.attention.acts[act]}
          </Button>
        )
      })}
    </div>
  )
}
