import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { AiJobsSkeleton } from '@/components/admin/ai-jobs/AiJobsSkeleton'
import { aiToolsQuery } from '@/components/admin/ai-jobs/ai-job-queries'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { LoadErrorNotice } from '@/components/admin/ai-jobs/LoadErrorNotice'
import { NotAdminNotice } from '@/components/admin/ai-jobs/NotAdminNotice'
import { AiToolsPanel } from '@/components/admin/ai-jobs/panel/AiToolsPanel'
import { SignedIn } from '@/components/admin/ai-jobs/panel/SignedIn'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { TabHeader } from '@/components/admin/ai-jobs/TabHeader'
import { DEFAULT_LANGUAGE, language } from '@/components/admin/ai-jobs/texts/language'
import { loadTexts } from '@/components/admin/ai-jobs/texts/texts'

type AdminAIToolsUsageTabProps = {
  /** Whether the project has Supabase Realtime for the job tables; without it the page asks every 15 seconds. */
  realtime?: boolean
}

/** No job is asked for before the database has said that the caller is an admin. */
function AdminTab({ realtime = false }: AdminAIToolsUsageTabProps) {
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

function LoadingTab() {
  return (
    <div className="grid gap-4">
      <TabHeader />
      <AiJobsSkeleton />
    </div>
  )
}

function UsageTab(props: AdminAIToolsUsageTabProps) {
  return (
    <SignedIn loading={<LoadingTab />}>
      <AdminTab {...props} />
    </SignedIn>
  )
}

const TranslatedTab =
  language === DEFAULT_LANGUAGE ? UsageTab : lazy(() => loadTexts().then(() => ({ default: UsageTab })))

/** Usage history of the AI tools, in the language that the admin chose. */
export function AdminAIToolsUsageTab(props: AdminAIToolsUsageTabProps) {
  return (
    <Suspense>
      <TranslatedTab {...props} />
    </Suspense>
  )
}
