import { type RefObject, useEffect, useRef } from 'react'
import { navigate, useSearch } from '@/components/admin/ai-jobs/address'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { EnabledField } from '@/components/admin/ai-jobs/cleaner/EnabledField'
import { LimitForecast } from '@/components/admin/ai-jobs/cleaner/LimitForecast'
import type { LimitAdvice } from '@/components/admin/ai-jobs/cleaner/limit-advice'
import { MinutesField } from '@/components/admin/ai-jobs/cleaner/MinutesField'
import { RunTimes } from '@/components/admin/ai-jobs/cleaner/RunTimes'
import { SaveToolChange } from '@/components/admin/ai-jobs/cleaner/SaveToolChange'
import { TOOL_LIMITS } from '@/components/admin/ai-jobs/cleaner/tool-limits-address'
import { useToolEditor } from '@/components/admin/ai-jobs/cleaner/use-tool-editor'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

type ToolLimitsRowProps = {
  tool: AiTool
  advice: LimitAdvice | undefined
  adviceFailed: boolean
  focusAfter: RefObject<HTMLElement | null>
}

export function ToolLimitsRow({ tool, advice, adviceFailed, focusAfter }: ToolLimitsRowProps) {
  const editor = useToolEditor(tool)
  const wait = advice?.wait_p95_seconds ?? null
  const row = useRef<HTMLLIElement>(null)
  const asked = new URLSearchParams(useSearch()).get(TOOL_LIMITS) === tool.table_name
  useEffect(() => {
    if (!asked) return
    row.current?.focus()
    // Asked once: later visits keep their focus, and the same link works again.
    navigate({ [TOOL_LIMITS]: null }, { replace: true })
  }, [asked])

  return (
    <li
      ref={row}
      tabIndex={-1}
      aria-label={tool.label}
      className="grid grid-cols-2 gap-x-4 gap-y-3 p-4 outline-none focus-visible:ring-2 focus-visible:ring-ring lg:gap-x-6 lg:grid-cols-[minmax(9rem,1fr)_9rem_9.5rem_minmax(14rem,3fr)_11.5rem]"
    >
      <div className="col-span-2 min-w-0 lg:col-span-1">
        <h3 className="font-medium text-sm">{tool.label}</h3>
        <p className="break-words text-muted-foreground text-xs">{texts.cleaner.limits.proofs[tool.charge_proof]}</p>
        {!tool.usable && <p className={cn('text-xs', warningText)}>{texts.cleaner.limits.unusable}</p>}
        {!tool.enabled && <p className={cn('text-xs', warningText)}>{texts.cleaner.limits.disabled}</p>}
      </div>
      <MinutesField
        label={texts.cleaner.limits.queue}
        value={editor.draft.queue}
        onChange={(queue) => editor.type({ queue })}
      >
        {wait !== null && texts.cleaner.limits.waitP95(wait)}
      </MinutesField>
      <MinutesField
        label={texts.cleaner.limits.run}
        value={editor.draft.run}
        onChange={(run) => editor.type({ run })}
      />
      <div className="grid content-start gap-1 col-span-2 lg:col-span-1">
        {advice && <RunTimes advice={advice} />}
        {adviceFailed && !advice && <p className="text-muted-foreground text-xs">{texts.cleaner.limits.noAdvice}</p>}
        <LimitForecast tool={tool} minutes={editor.draft.run} present={advice} />
      </div>
      <div className="grid content-start justify-items-start gap-2 col-span-2 lg:col-span-1">
        <EnabledField checked={editor.draft.enabled} onChange={(enabled) => editor.type({ enabled })} />
        <SaveToolChange tool={tool} editor={editor} focusAfter={focusAfter} />
      </div>
    </li>
  )
}
