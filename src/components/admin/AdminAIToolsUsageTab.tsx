import { useQuery } from '@tanstack/react-query'
import { AiJobsHistory } from '@/components/admin/ai-jobs/AiJobsHistory'
import { AiJobsSkeleton } from '@/components/admin/ai-jobs/AiJobsSkeleton'
import { aiToolsQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { NotAdminNotice } from '@/components/admin/ai-jobs/NotAdminNotice'
import { useSupabase } from '@/components/admin/ai-jobs/supabase-context'
import { TabHeader } from '@/components/admin/ai-jobs/TabHeader'

/** Usage history of the AI tools. No job is asked for before the database has said that the caller is an admin. */
export function AdminAIToolsUsageTab() {
  const tools = useQuery(aiToolsQuery(useSupabase()))

  if (isNotAdmin(tools.error)) return <NotAdminNotice />
  if (tools.data) return <AiJobsHistory tools={tools.data} />
  return (
    <div className="grid gap-4">
      <TabHeader />
      {tools.error ? <LoadErrorNotice error={tools.error} onRetry={tools.refetch} /> : <AiJobsSkeleton />}
    </div>
  )
}
