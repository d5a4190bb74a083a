import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Skeleton } from '@/components/ui/skeleton'

export function JobSheetSkeleton() {
  return (
    <div role="status" aria-label={texts.shell.loading} className="grid gap-4 p-5">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="h-24" />
      <Skeleton className="h-48" />
    </div>
  )
}
