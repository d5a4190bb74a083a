import { ArrowUp } from 'lucide-react'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

type WaitingJobsButtonProps = { count: number; text?: (count: number) => string; onShow: () => void }

/** What came while the admin was at work on the rows, and would have moved them. */
export function WaitingJobsButton({ count, text = texts.jobs.waiting, onShow }: WaitingJobsButtonProps) {
  return (
    // Over the rows and not among them: it may not move them either.
    <div className="pointer-events-none absolute inset-0 z-10">
      <div className="sticky top-2 flex justify-center">
        <Button size="sm" className="pointer-events-auto rounded-full shadow-md" onClick={onShow}>
          <ArrowUp aria-hidden />
          {text(count)}
        </Button>
      </div>
    </div>
  )
}
