import { RecordCard } from '@/components/admin/ai-jobs/records/RecordCard'
import { RecordTable } from '@/components/admin/ai-jobs/records/RecordTable'
import type { ActRecord } from '@/components/admin/ai-jobs/records/record'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useMediaQuery } from '@/components/admin/ai-jobs/use-media-query'

/** What was done: a table where its columns fit, else a list of cards. */
export function Records({ records }: { records: ActRecord[] }) {
  const narrow = useMediaQuery('(max-width: 1023px)')
  if (!narrow) return <RecordTable records={records} />
  return (
    <ul aria-label={texts.records.title} className="grid gap-2 sm:grid-cols-2">
      {records.map((record) => (
        <RecordCard key={record.key} record={record} />
      ))}
    </ul>
  )
}
