import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { PageCursor } from '@/components/admin/ai-jobs/ai-job-filter'
import type { AiJobPage } from '@/components/admin/ai-jobs/ai-job-queries'
import { texts } from '@/components/admin/ai-jobs/texts'
import { Button } from '@/components/ui/button'

type AiJobPaginationProps = {
  page: AiJobPage
  total: number | undefined
  onOpen: (cursor: PageCursor | null) => void
}

export function AiJobPagination({ page, total, onOpen }: AiJobPaginationProps) {
  return (
    <nav aria-label={texts.pages.label} className="flex items-center justify-between gap-2">
      <p className="text-muted-foreground text-xs tabular-nums">{total !== undefined && texts.pages.count(total)}</p>
      <div className="flex gap-2">
        <Button variant="outline" size="sm" disabled={!page.newer} onClick={() => onOpen(page.newer)}>
          <ChevronLeft className="h-4 w-4" aria-hidden />
          {texts.pages.newer}
        </Button>
        <Button variant="outline" size="sm" disabled={!page.older} onClick={() => onOpen(page.older)}>
          {texts.pages.older}
          <ChevronRight className="h-4 w-4" aria-hidden />
        </Button>
      </div>
    </nav>
  )
}
