import { AiJobRow } from '@/components/admin/ai-jobs/AiJobRow'
import type { AiJobsProps } from '@/components/admin/ai-jobs/AiJobs'
import { keyOf } from '@/components/admin/ai-jobs/bulk/selection'
import { SelectPage } from '@/components/admin/ai-jobs/SelectPage'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Card } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'

export function AiJobTable({ jobs, onCancel }: AiJobsProps) {
  return (
    <Card className="overflow-hidden">
      <Table aria-label={texts.jobs.table.label} className="[&_:is(td,th)]:px-2">
        <TableHeader>
          <TableRow>
            {/* No heading: it would be read before every checkbox. */}
            <TableCell className="min-w-10 py-0">
              <SelectPage jobs={jobs} />
            </TableCell>
            <TableHead>{texts.jobs.table.date}</TableHead>
            <TableHead>{texts.jobs.table.customer}</TableHead>
            <TableHead>{texts.jobs.table.tool}</TableHead>
            <TableHead>{texts.jobs.table.status}</TableHead>
            <TableHead className="text-right">{texts.jobs.table.waiting}</TableHead>
            <TableHead className="text-right">{texts.jobs.table.running}</TableHead>
            <TableHead className="min-w-[6.5rem] text-right">{texts.jobs.table.age}</TableHead>
            <TableHead className="text-right">{texts.jobs.table.credits}</TableHead>
            <TableHead className="min-w-[7rem] text-right">{texts.jobs.table.actions}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {jobs.map((job) => (
            <AiJobRow key={keyOf(job)} job={job} onCancel={onCancel} />
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
