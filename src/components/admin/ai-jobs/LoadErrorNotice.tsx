import { AlertTriangle } from 'lucide-react'
import { isSessionExpired } from '@/components/admin/ai-jobs/database-error'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

type LoadErrorNoticeProps = { error: Error; title?: string | undefined; onRetry: () => void }

export function LoadErrorNotice({ error, title = texts.shell.loadError.title, onRetry }: LoadErrorNoticeProps) {
  const detail = isSessionExpired(error) ? texts.shell.loadError.sessionExpired : texts.shell.loadError.detail
  return (
    <Notice icon={AlertTriangle} role="alert" title={title} detail={detail}>
      <Button variant="outline" size="sm" className="mt-2" onClick={onRetry}>
        {texts.shell.loadError.retry}
      </Button>
    </Notice>
  )
}
