import type { ActRecord } from '@/components/admin/ai-jobs/records/record'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** Whose job it was. */
export function RecordCustomer({ record, id }: { record: ActRecord; id: string }) {
  const [name, email] = namesOf(record)
  return (
    <div id={id} className="min-w-0">
      <p className="truncate">{name}</p>
      {email && <p className="truncate text-muted-foreground text-xs">{email}</p>}
    </div>
  )
}

function namesOf({ user_id, customer_name, customer_email }: ActRecord) {
  if (user_id === null) return [texts.jobs.table.noCustomer]
  const names = [customer_name, customer_email].filter((name) => name !== null)
  return names.length > 0 ? names : [texts.records.goneCustomer]
}
