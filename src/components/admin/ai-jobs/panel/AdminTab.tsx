import { useQuery } from '@tanstack/react-query'
import { TOOLS_ON_THEIR_WAY } from '@/components/admin/ai-jobs/ai-job'
import { aiToolsQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { NotAdminNotice } from '@/components/admin/ai-jobs/NotAdminNotice'
import { AiToolsPanel } from '@/components/admin/ai-jobs/panel/AiToolsPanel'
import { usePanelView } from '@/components/admin/ai-jobs/panel/panel-view'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { TabHeader } from '@/components/admin/ai-jobs/TabHeader'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'

/**
 * Nothing waits until the database has said that the caller is an admin and which tools there are: it refuses each request
 * of anybody else by itself.
 */
export function AdminTab({ realtime }: { realtime: boolean }) {
  const { options } = useLiveRefresh()
  const view = usePanelView()
  const tools = useQuery({
    ...aiToolsQuery(usePanelSession()),
    ...options,
    // Whoever was refused, or told of an error, is not sent back to a panel that is on its way.
    refetchInterval: ({ state }) => state.data !== undefined && options.refetchInterval,
  })

  if (isNotAdmin(tools.error)) return <NotAdminNotice />
  if (tools.isLoadingError) {
    return (
      <div className="grid gap-4">
        <TabHeader />
        <LoadErrorNotice
          error={tools.error}
          title={view === 'jobs' ? undefined : texts.shell.loadError.titleOther}
          onRetry={tools.refetch}
        />
      </div>
    )
  }
  return <AiToolsPanel tools={tools.data ?? TOOLS_ON_THEIR_WAY} realtime={realtime} />
}
