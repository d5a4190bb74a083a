import { AdminTab } from '@/components/admin/ai-jobs/panel/AdminTab'
import { LoadingTab } from '@/components/admin/ai-jobs/panel/LoadingTab'
import { SignedIn } from '@/components/admin/ai-jobs/panel/SignedIn'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

export type UsageTabProps = {
  /** Whether the project has Supabase Realtime for the job tables; without it the page asks every 15 seconds. */
  realtime?: boolean
}

/** The whole tab, in a language that need not be that of the page around it. */
export function UsageTab({ realtime = false }: UsageTabProps) {
  return (
    <div lang={texts.lang} className="min-w-0">
      <SignedIn loading={<LoadingTab />}>
        <AdminTab realtime={realtime} />
      </SignedIn>
    </div>
  )
}
