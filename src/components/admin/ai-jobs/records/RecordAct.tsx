import { RequestId } from '@/components/admin/ai-jobs/records/RequestId'
import { type ActRecord, refundMarkOf } from '@/components/admin/ai-jobs/records/record'
import { StatusChange } from '@/components/admin/ai-jobs/records/StatusChange'
import { changesOf } from '@/components/admin/ai-jobs/records/tool-change'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Badge } from '@/components/ui/badge'
import { cn } from '@/lib/utils'

/** What was done, in words. */
export function RecordAct({ record }: { record: ActRecord }) {
  const { actor_id: actorId, user_id: customerId, to_admin: toAdmin } = record
  const mark = refundMarkOf({ actorId, customerId, toAdmin })
  return (
    <div className="min-w-0">
      {actsOf(record).map((act) => (
        <p key={act} className="break-words font-medium">
          {act}
        </p>
      ))}
      <StatusChange record={record} />
      {mark && (
        <Badge variant="outline" className={cn('mt-1', warningText)}>
          {texts.records.refundMarks[mark]}
        </Badge>
      )}
      {record.request_id !== null && <RequestId id={record.request_id} />}
    </div>
  )
}

function actsOf(record: ActRecord) {
  switch (record.kind) {
    case 'tool_change':
    case 'setting_change':
      return changesOf(record).map(texts.records.change)
    case 'cap_raise_request':
    case 'cap_raise':
      return [texts.records.capRaises[record.kind](record.after?.credits ?? 0)]
    default:
      return [texts.records.ends[record.kind]]
  }
}
