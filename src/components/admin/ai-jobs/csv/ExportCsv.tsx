import { Download, X } from 'lucide-react'
import type { AiJobFilter } from '@/components/admin/ai-jobs/ai-job-filter'
import { useExportCsv } from '@/components/admin/ai-jobs/csv/use-export-csv'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'
import { Progress } from '@/components/ui/progress'

type ExportCsvProps = { filter: AiJobFilter; total: number | undefined }

/** Saves all jobs of the filter, not only those of the page, and shows how far that is. */
export function ExportCsv({ filter, total }: ExportCsvProps) {
  const { running, written, start, stop } = useExportCsv()
  if (!running) {
    return (
      <Button variant="outline" size="sm" onClick={() => start(filter)}>
        <Download aria-hidden />
        {texts.csv.export}
      </Button>
    )
  }

  const progress = texts.csv.progress(written, total)
  return (
    <div className="flex items-center gap-2">
      <div className="grid w-44 gap-1">
        <span className="truncate text-muted-foreground text-xs tabular-nums">{progress}</span>
        <Progress
          aria-label={progress}
          value={Math.round((100 * Math.min(written, total ?? 0)) / Math.max(total ?? 0, 1))}
        />
      </div>
      <Button variant="outline" size="sm" onClick={stop}>
        <X aria-hidden />
        {texts.csv.stop}
      </Button>
    </div>
  )
}
