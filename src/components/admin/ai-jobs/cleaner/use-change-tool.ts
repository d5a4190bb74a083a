import { useQueryClient } from '@tanstack/react-query'
import { type AiTool, parseAiTools } from '@/components/admin/ai-jobs/ai-job'
import { aiJobKeys, aiToolsQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { actErrorText, refusalOf } from '@/components/admin/ai-jobs/panel/act-error'
import { toast } from '@/components/admin/ai-jobs/panel/toast'
import { useAct } from '@/components/admin/ai-jobs/panel/use-act'
import { withRequestId } from '@/components/admin/ai-jobs/panel/with-request-id'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** What is to become otherwise; what is left out stays. */
export type ToolChange = { queue_limit_minutes?: number; run_limit_minutes?: number; enabled?: boolean }

export function useChangeTool(tool: AiTool) {
  const session = usePanelSession()
  const queryClient = useQueryClient()

  return useAct({
    mutationFn: async ({ change, reason }: { change: ToolChange; reason: string }) => {
      const { data } = await withRequestId(
        session.client.rpc('admin_change_tool', { job_table: tool.table_name, ...change, reason: reason || undefined }),
      ).throwOnError()
      return parseAiTools(data)
    },
    onSuccess: ([changed]) => {
      // Shown at once, or the field would read the old limit until the list is there again.
      queryClient.setQueryData(aiToolsQuery(session).queryKey, (tools) =>
        tools?.map((known) => (known.table_name === changed?.table_name ? changed : known)),
      )
      toast.success(texts.cleaner.limits.saved(tool.label))
    },
    onError: (error) => {
      // What the database refuses is told where it was typed.
      if (!refusalOf(error)) toast.error(actErrorText(error))
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: aiJobKeys.all })
    },
  })
}
