import { Inbox } from 'lucide-react'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

type EmptyNoticeProps = {
  filtered: boolean
  /** The page begins where there are no jobs any more; others may stand before it. */
  beyond: boolean
  onClear: () => void
}

export function EmptyNotice({ filtered, beyond, onClear }: EmptyNoticeProps) {
  const { empty } = texts.jobs
  const detail = filtered ? empty.filtered : empty.unfiltered
  return (
    <Notice icon={Inbox} title={empty.title} detail={beyond ? empty.beyond : detail}>
      {filtered && (
        <Button variant="outline" size="sm" className="mt-2" onClick={onClear}>
          {empty.clear}
        </Button>
      )}
    </Notice>
  )
}
