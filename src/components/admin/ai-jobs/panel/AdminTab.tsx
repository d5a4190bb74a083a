import { useQuery } from '@tanstack/react-query'
import { aiToolsQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { NotAdminNotice } from '@/components/admin/ai-jobs/NotAdminNotice'
import { AiToolsPanel } from '@/components/admin/ai-jobs/panel/AiToolsPanel'
import { LoadingTab } from '@/components/admin/ai-jobs/panel/LoadingTab'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { TabHeader } from '@/components/admin/ai-jobs/TabHeader'

/** No job is asked for before the database has said that the caller is an admin. */
export function AdminTab({ realtime }: { realtime: boolean }) {
  const tools = useQuery(aiToolsQuery(usePanelSession()))

  if (isNotAdmin(tools.error)) return <NotAdminNotice />
  if (tools.data) return <AiToolsPanel tools={tools.data} realtime={realtime} />
  if (tools.isPending) return <LoadingTab />
  return (
    <div className="grid gap-4">
      <TabHeader />
      <LoadErrorNotice error={tools.error} onRetry={tools.refetch} />
    </div>
  )
}
