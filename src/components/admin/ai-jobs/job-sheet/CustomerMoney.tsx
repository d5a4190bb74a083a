import { formatInteger } from '@/components/admin/ai-jobs/format'
import type { JobDetails } from '@/components/admin/ai-jobs/job-sheet/job-details'
import { LedgerLines } from '@/components/admin/ai-jobs/job-sheet/LedgerLines'
import { SheetSection } from '@/components/admin/ai-jobs/job-sheet/SheetSection'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** What the customer has, and how it came to be. */
export function CustomerMoney({ job }: { job: JobDetails }) {
  const balances = [
    [texts.sheet.balance.monthly, job.monthly_balance],
    [texts.sheet.balance.lifetime, job.lifetime_balance],
    [texts.sheet.balance.total, job.balance],
  ] as const
  const known = balances.some(([, credits]) => credits !== null)
  return (
    <>
      {known && (
        <SheetSection title={texts.sheet.balance.title}>
          <dl className="grid grid-cols-3 gap-2">
            {balances.map(([label, credits]) =>
              credits === null ? null : (
                <div key={label} className="rounded-md border px-3 py-2">
                  <dt className="text-muted-foreground text-xs">{label}</dt>
                  <dd className="font-semibold tabular-nums">{formatInteger(credits)}</dd>
                </div>
              ),
            )}
          </dl>
        </SheetSection>
      )}
      {job.ledger && (
        <SheetSection title={texts.sheet.ledger.title}>
          <LedgerLines lines={job.ledger} />
        </SheetSection>
      )}
    </>
  )
}
