import { type RefObject, useState } from 'react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { MAX_REASON_LENGTH } from '@/components/admin/ai-jobs/cancel-ai-job'
import { LimitForecast } from '@/components/admin/ai-jobs/cleaner/LimitForecast'
import type { ToolEditor } from '@/components/admin/ai-jobs/cleaner/use-tool-editor'
import { ActDialog } from '@/components/admin/ai-jobs/panel/ActDialog'
import { TextField } from '@/components/admin/ai-jobs/TextField'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

type ChangeToolDialogProps = {
  tool: AiTool
  editor: ToolEditor
  focusAfter: RefObject<HTMLElement | null>
  onClose: () => void
}

/** What a tool has and would have, side by side, before it is changed, and what a new limit would have done. */
export function ChangeToolDialog({ tool, editor, focusAfter, onClose }: ChangeToolDialogProps) {
  const [reason, setReason] = useState('')
  const [change] = useState(editor.change)
  const { changeTool } = editor
  const { minutes, onOff } = texts.cleaner.limits
  const lines = [
    change.queue_limit_minutes !== undefined
      ? {
          label: texts.cleaner.limits.queue,
          before: minutes(tool.queue_limit_seconds / 60),
          after: minutes(change.queue_limit_minutes),
        }
      : null,
    change.run_limit_minutes !== undefined
      ? {
          label: texts.cleaner.limits.run,
          before: minutes(tool.run_limit_seconds / 60),
          after: minutes(change.run_limit_minutes),
        }
      : null,
    change.enabled !== undefined
      ? {
          label: texts.cleaner.limits.enabled,
          before: onOff(tool.enabled),
          after: onOff(change.enabled),
        }
      : null,
  ].filter((line) => line !== null)

  function save() {
    changeTool.mutate({ change, reason: reason.replace(/\p{Cc}/gu, ' ').trim() }, { onSuccess: editor.forget })
  }

  return (
    <ActDialog
      title={texts.cleaner.limits.question(tool.label)}
      detail={texts.cleaner.limits.questionDetail}
      confirm={changeTool.isPending ? texts.cleaner.limits.saving : texts.cleaner.limits.save}
      act={changeTool}
      focusAfter={focusAfter}
      onConfirm={save}
      onClose={onClose}
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-2 text-sm">
        {lines.map((line) => (
          <div key={line.label} className="contents">
            <dt className="text-muted-foreground">{line.label}</dt>
            <dd className="tabular-nums">
              <s className="text-muted-foreground">{line.before}</s> <span aria-hidden>→</span>{' '}
              <strong className="whitespace-nowrap font-semibold">{line.after}</strong>
            </dd>
          </div>
        ))}
      </dl>
      {change.run_limit_minutes !== undefined && (
        <LimitForecast tool={tool} minutes={String(change.run_limit_minutes)} />
      )}
      <TextField
        label={texts.cancel.reason}
        value={reason}
        maxLength={MAX_REASON_LENGTH}
        disabled={changeTool.isPending}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActDialog>
  )
}
