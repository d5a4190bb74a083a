import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Card } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export function AiJobsSkeleton() {
  return (
    <Card role="status" aria-label={texts.shell.loading} className="grid gap-3 p-4">
      {ROWS.map((row) => (
        <Skeleton key={row} className="h-7 w-full" />
      ))}
    </Card>
  )
}
