import { useQuery } from '@tanstack/react-query'
import { leave } from '@/components/admin/ai-jobs/address'
import { CleanerPill } from '@/components/admin/ai-jobs/cleaner/CleanerPill'
import { cleanerHealthQuery } from '@/components/admin/ai-jobs/cleaner/cleaner-queries'
import { NOT_ASKING, useAskedCredits } from '@/components/admin/ai-jobs/credit-cap/asked-credits'
import { isNotAdmin } from '@/components/admin/ai-jobs/database-error'
import { NotAdminNotice } from '@/components/admin/ai-jobs/NotAdminNotice'
import { DialogFailure } from '@/components/admin/ai-jobs/panel/DialogFailure'
import { lazyPart } from '@/components/admin/ai-jobs/panel/lazy-part'
import { PanelNav } from '@/components/admin/ai-jobs/panel/PanelNav'
import { usePanelView } from '@/components/admin/ai-jobs/panel/panel-view'
import { closeJob, useOpenJob } from '@/components/admin/ai-jobs/panel/use-open-job'
import { type PanelViewProps, views } from '@/components/admin/ai-jobs/panel/views'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { TabHeader } from '@/components/admin/ai-jobs/TabHeader'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useRealtime } from '@/components/admin/ai-jobs/use-realtime'

const JobSheet = lazyPart(
  async () => (await import('@/components/admin/ai-jobs/job-sheet/JobSheet')).JobSheet,
  () => null,
  DialogFailure,
)

const RequestCapRaiseDialog = lazyPart(
  async () => (await import('@/components/admin/ai-jobs/credit-cap/RequestCapRaiseDialog')).RequestCapRaiseDialog,
  () => null,
  DialogFailure,
)

type AiToolsPanelProps = PanelViewProps & { realtime: boolean }

export function AiToolsPanel({ tools, realtime }: AiToolsPanelProps) {
  const health = useQuery({ ...cleanerHealthQuery(usePanelSession()), ...useLiveRefresh().options })
  const openJob = useOpenJob()
  const askedCredits = useAskedCredits()
  const View = views[usePanelView()]
  useRealtime(tools, realtime)

  // The role can be taken away while the page is open: what was loaded before must go as well.
  if (isNotAdmin(health.error)) return <NotAdminNotice />

  return (
    <div className="grid min-w-0 gap-2 sm:gap-4">
      <TabHeader>
        <CleanerPill health={health.data} failed={health.isError} tools={tools} />
      </TabHeader>
      <PanelNav attentionJobs={health.data?.attention_jobs} />
      <View tools={tools} />
      {openJob && <JobSheet key={`${openJob.table}/${openJob.id}`} job={openJob} onClose={closeJob} />}
      {askedCredits !== null && <RequestCapRaiseDialog asked={askedCredits} onClose={() => leave(NOT_ASKING)} />}
    </div>
  )
}
