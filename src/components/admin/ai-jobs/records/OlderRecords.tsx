import { Loader2 } from 'lucide-react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

type OlderRecordsProps = { shown: number; more: boolean; loading: boolean; onLoad: () => void }

/** How much of the record is on the page, and the rest of it. */
export function OlderRecords({ shown, more, loading, onLoad }: OlderRecordsProps) {
  return (
    <div className="flex min-h-9 flex-wrap items-center justify-between gap-2">
      <p role="status" className="text-muted-foreground text-sm tabular-nums">
        {texts.records.shown(shown, !more)}
      </p>
      {more && (
        <Button variant="outline" aria-disabled={loading} onClick={loading ? undefined : onLoad}>
          {loading && <Loader2 className="animate-spin motion-reduce:animate-none" aria-hidden />}
          {texts.records.older}
        </Button>
      )}
    </div>
  )
}
