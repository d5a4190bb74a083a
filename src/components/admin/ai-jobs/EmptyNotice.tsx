import { Inbox } from 'lucide-react'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { texts } from '@/components/admin/ai-jobs/texts'
import { Button } from '@/components/ui/button'

type EmptyNoticeProps = { filtered: boolean; onClear: () => void }

export function EmptyNotice({ filtered, onClear }: EmptyNoticeProps) {
  const detail = filtered ? texts.empty.filtered : texts.empty.unfiltered
  return (
    <Notice icon={Inbox} title={texts.empty.title} detail={detail}>
      {filtered && (
        <Button variant="outline" size="sm" className="mt-2" onClick={onClear}>
          {texts.empty.clear}
        </Button>
      )}
    </Notice>
  )
}
