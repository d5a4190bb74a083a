import { useState } from 'react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { type ToolChange, useChangeTool } from '@/components/admin/ai-jobs/cleaner/use-change-tool'

export const MAX_MINUTES = 1_440

/** The minutes in a text, null when they are none that a limit can have. */
export function readMinutes(text: string) {
  const minutes = Number(text)
  return /^\d+$/.test(text) && minutes >= 1 && minutes <= MAX_MINUTES ? minutes : null
}

type ToolDraft = { queue: string; run: string; enabled: boolean }

function savedDraft(tool: AiTool): ToolDraft {
  return {
    queue: String(tool.queue_limit_seconds / 60),
    run: String(tool.run_limit_seconds / 60),
    enabled: tool.enabled,
  }
}

/** What an admin has typed for a tool and not saved; the rest follows the database. */
export function useToolEditor(tool: AiTool) {
  const [edit, setEdit] = useState<Partial<ToolDraft>>({})
  const changeTool = useChangeTool(tool)
  const saved = savedDraft(tool)
  const draft = { ...saved, ...edit }

  return {
    draft,
    changeTool,
    changed: draft.queue !== saved.queue || draft.run !== saved.run || draft.enabled !== saved.enabled,
    valid: readMinutes(draft.queue) !== null && readMinutes(draft.run) !== null,
    type(change: Partial<ToolDraft>) {
      changeTool.reset()
      setEdit({ ...edit, ...change })
    },
    undo() {
      changeTool.reset()
      setEdit({})
    },
    forget() {
      setEdit({})
    },
    change(): ToolChange {
      return {
        ...(draft.queue !== saved.queue && { queue_limit_minutes: Number(draft.queue) }),
        ...(draft.run !== saved.run && { run_limit_minutes: Number(draft.run) }),
        ...(draft.enabled !== saved.enabled && { enabled: draft.enabled }),
      }
    },
  }
}

export type ToolEditor = ReturnType<typeof useToolEditor>
