import { AlertTriangle, Loader2 } from 'lucide-react'
import { useState } from 'react'
import { Notice } from '@/components/admin/ai-jobs/Notice'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

export type PartFailureProps = {
  /** Fetches the part; false when it cannot be had even so, and the whole page is loaded anew. */
  load: () => Promise<boolean>
  onLoaded: () => void
}

/** Stands where a part of the panel could not be had. */
export function PartFailure({ load, onLoaded }: PartFailureProps) {
  const [loading, setLoading] = useState(false)

  async function retry() {
    setLoading(true)
    if (await load()) onLoaded()
  }

  return (
    <Notice icon={AlertTriangle} role="alert" title={texts.shell.partError.title} detail={texts.shell.partError.detail}>
      <Button variant="outline" size="sm" className="mt-2" aria-busy={loading} onClick={loading ? undefined : retry}>
        {loading && <Loader2 className="animate-spin motion-reduce:animate-none" aria-hidden />}
        {texts.shell.loadError.retry}
      </Button>
    </Notice>
  )
}
