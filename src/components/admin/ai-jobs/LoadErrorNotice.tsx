import { AlertTriangle } from 'lucide-react'
import { isSessionExpired } from '@/components/admin/ai-jobs/database-error'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { texts } from '@/components/admin/ai-jobs/texts'
import { Button } from '@/components/ui/button'

type LoadErrorNoticeProps = { error: Error; onRetry: () => void }

export function LoadErrorNotice({ error, onRetry }: LoadErrorNoticeProps) {
  const detail = isSessionExpired(error) ? texts.loadError.sessionExpired : texts.loadError.detail
  return (
    <Notice icon={AlertTriangle} role="alert" title={texts.loadError.title} detail={detail}>
      <Button variant="outline" size="sm" className="mt-2" onClick={onRetry}>
        {texts.loadError.retry}
      </Button>
    </Notice>
  )
}
