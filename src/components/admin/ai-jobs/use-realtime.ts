import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { refreshPause } from '@/components/admin/ai-jobs/use-live-refresh'

const THROTTLE_MS = 2_000

/**
 * Refreshes the jobs as soon as Supabase Realtime tells of a change, at most once in two seconds. Where the project has
 * no Realtime for these tables nothing is lost: the page goes on asking by itself.
 */
export function useRealtime(tools: AiTool[], enabled: boolean) {
  const { client, userId } = usePanelSession()
  const queryClient = useQueryClient()
  const tables = tools.map((tool) => tool.table_name).join()

  useEffect(() => {
    if (!enabled || tables === '') return
    let timer: number | undefined
    let left = false

    function refresh() {
      timer = undefined
      if (refreshPause() === null) void queryClient.invalidateQueries({ queryKey: aiJobKeys.jobs({ client, userId }) })
    }

    function leave() {
      // Leaving is itself told as the end of the channel.
      if (left) return
      left = true
      window.clearTimeout(timer)
      void client.removeChannel(channel)
    }

    const channel = client.channel('estorno-ai-jobs')
    for (const table of tables.split(',')) {
      channel.on('postgres_changes', { event: '*', schema: 'public', table }, () => {
        timer ??= window.setTimeout(refresh, THROTTLE_MS)
      })
    }
    channel.subscribe((status) => {
      if (status !== 'SUBSCRIBED') leave()
    })
    return leave
  }, [client, userId, queryClient, tables, enabled])
}
