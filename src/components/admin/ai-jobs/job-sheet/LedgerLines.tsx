import { formatDateTime, formatSigned } from '@/components/admin/ai-jobs/format'
import type { LedgerLine } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { cn } from '@/lib/utils'

export function LedgerLines({ lines }: { lines: LedgerLine[] }) {
  const words = texts.sheet.ledger
  if (lines.length === 0) return <p className="text-muted-foreground text-sm">{words.empty}</p>
  return (
    <ul className="divide-y rounded-md border text-sm">
      {lines.map((line) => (
        <li key={line.id ?? line.created_at} className="flex items-start justify-between gap-3 px-3 py-2">
          <div className="min-w-0">
            <p className="break-words">{line.description ?? kindOf(line)}</p>
            <p className="text-muted-foreground text-xs tabular-nums">
              {[line.created_at && formatDateTime(line.created_at), line.description && kindOf(line)]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </div>
          <div className="shrink-0 text-right tabular-nums">
            <p className={cn('font-medium', line.amount > 0 && 'text-primary')}>{formatSigned(line.amount)}</p>
            {line.balance_after !== null && (
              <p className="text-muted-foreground text-xs">{words.balanceAfter(line.balance_after)}</p>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function kindOf({ transaction_type, credit_type }: LedgerLine) {
  const words = texts.sheet.ledger
  const type = transaction_type === null ? texts.jobs.table.noValue : words.transactionType(transaction_type)
  return credit_type === null ? type : `${type} (${words.creditType(credit_type)})`
}
