import { AiJobsSkeleton } from '@/components/admin/ai-jobs/AiJobsSkeleton'
import { TabHeader } from '@/components/admin/ai-jobs/TabHeader'

export function LoadingTab() {
  return (
    <div className="grid gap-4">
      <TabHeader />
      <AiJobsSkeleton />
    </div>
  )
}
