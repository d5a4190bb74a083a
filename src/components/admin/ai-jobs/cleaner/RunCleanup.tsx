import { Play } from 'lucide-react'
import { useState } from 'react'
import { RunCleanupDialog } from '@/components/admin/ai-jobs/cleaner/RunCleanupDialog'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

export function RunCleanup() {
  const [asking, setAsking] = useState(false)
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Play aria-hidden />
        {texts.cleaner.run.action}
      </Button>
      {asking && <RunCleanupDialog onClose={() => setAsking(false)} />}
    </>
  )
}
