import { AiJobRow } from '@/components/admin/ai-jobs/AiJobRow'
import type { AiJobsProps } from '@/components/admin/ai-jobs/AiJobs'
import { texts } from '@/components/admin/ai-jobs/texts'
import { Card } from '@/components/ui/card'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'

export function AiJobTable({ jobs, onCancel }: AiJobsProps) {
  return (
    <Card className="overflow-hidden">
      <Table aria-label={texts.table.label}>
        <TableHeader>
          <TableRow>
            <TableHead>{texts.table.date}</TableHead>
            <TableHead>{texts.table.customer}</TableHead>
            <TableHead>{texts.table.tool}</TableHead>
            <TableHead>{texts.table.status}</TableHead>
            <TableHead className="text-right">{texts.table.waiting}</TableHead>
            <TableHead className="text-right">{texts.table.running}</TableHead>
            <TableHead className="text-right">{texts.table.age}</TableHead>
            <TableHead className="text-right">{texts.table.credits}</TableHead>
            <TableHead className="text-right">{texts.table.actions}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {jobs.map((job) => (
            <AiJobRow key={`${job.table_name}/${job.id}`} job={job} onCancel={onCancel} />
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
