import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react'
import type { PageCursor } from '@/components/admin/ai-jobs/ai-job-filter'
import type { AiJobPage } from '@/components/admin/ai-jobs/ai-job-queries'
import { PageSpan } from '@/components/admin/ai-jobs/PageSpan'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

type AiJobPaginationProps = {
  page: AiJobPage
  total: number | undefined
  onOpen: (cursor: PageCursor | null) => void
}

export function AiJobPagination({ page, total, onOpen }: AiJobPaginationProps) {
  return (
    <nav aria-label={texts.jobs.pages.label} className="flex flex-wrap items-center justify-between gap-2">
      <PageSpan jobs={page.jobs} total={total} />
      <div className="flex gap-2">
        {page.view.cursor && (
          <Button variant="ghost" size="sm" onClick={() => onOpen(null)}>
            <ChevronsLeft aria-hidden />
            {texts.jobs.pages.newest}
          </Button>
        )}
        <Button variant="outline" size="sm" disabled={!page.newer} onClick={() => onOpen(page.newer)}>
          <ChevronLeft aria-hidden />
          {texts.jobs.pages.newer}
        </Button>
        <Button variant="outline" size="sm" disabled={!page.older} onClick={() => onOpen(page.older)}>
          {texts.jobs.pages.older}
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  )
}
