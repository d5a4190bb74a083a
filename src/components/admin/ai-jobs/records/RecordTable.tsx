import { RecordRow } from '@/components/admin/ai-jobs/records/RecordRow'
import type { ActRecord } from '@/components/admin/ai-jobs/records/record'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Card } from '@/components/ui/card'
import { Table, TableBody, TableHead, TableHeader, TableRow } from '@/components/ui/table'

export function RecordTable({ records }: { records: ActRecord[] }) {
  return (
    <Card className="overflow-hidden">
      <Table aria-label={texts.records.title}>
        <TableHeader>
          <TableRow>
            <TableHead>{texts.records.at}</TableHead>
            <TableHead>{texts.records.actor}</TableHead>
            <TableHead>{texts.records.kind}</TableHead>
            <TableHead>{texts.jobs.table.tool}</TableHead>
            <TableHead>{texts.jobs.table.customer}</TableHead>
            <TableHead className="text-right">{texts.jobs.table.credits}</TableHead>
            <TableHead>{texts.records.reason}</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {records.map((record) => (
            <RecordRow key={record.key} record={record} />
          ))}
        </TableBody>
      </Table>
    </Card>
  )
}
