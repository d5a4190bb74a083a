import { useQueryClient } from '@tanstack/react-query'
import { type RefObject, useState } from 'react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { ChangeToolDialog } from '@/components/admin/ai-jobs/cleaner/ChangeToolDialog'
import type { ToolEditor } from '@/components/admin/ai-jobs/cleaner/use-tool-editor'
import { RefusalNotice } from '@/components/admin/ai-jobs/panel/RefusalNotice'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

type SaveToolChangeProps = { tool: AiTool; editor: ToolEditor; focusAfter: RefObject<HTMLElement | null> }

export function SaveToolChange({ tool, editor, focusAfter }: SaveToolChangeProps) {
  const session = usePanelSession()
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)

  function ask() {
    editor.changeTool.reset()
    setAsking(true)
    // The question stops the clock, and is to compare with what the tool has now.
    void queryClient.invalidateQueries({ queryKey: aiJobKeys.tools(session) })
  }

  return (
    <>
      {editor.changed && (
        <div className="flex flex-wrap gap-2">
          <Button disabled={!editor.valid} onClick={ask}>
            {texts.cleaner.limits.save}
          </Button>
          <Button variant="outline" onClick={editor.undo}>
            {texts.cleaner.limits.undo}
          </Button>
        </div>
      )}
      <RefusalNotice error={editor.changeTool.error} />
      {asking && (
        <ChangeToolDialog tool={tool} editor={editor} focusAfter={focusAfter} onClose={() => setAsking(false)} />
      )}
    </>
  )
}
