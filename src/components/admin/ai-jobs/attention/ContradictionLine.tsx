import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { ContradictionFacts } from '@/components/admin/ai-jobs/attention/ContradictionFacts'
import type { Contradiction } from '@/components/admin/ai-jobs/attention/contradiction'
import { JobReference } from '@/components/admin/ai-jobs/attention/JobReference'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { Button } from '@/components/ui/button'

type ContradictionLineProps = {
  line: Contradiction
  tool: AiTool | undefined
  onRepair: (line: Contradiction) => void
}

export function ContradictionLine({ line, tool, onRepair }: ContradictionLineProps) {
  const { kind, table_name, job_id, customer_email, credits, detail } = line
  if (kind === 'table_not_registered') {
    return (
      <li className="grid min-w-0 gap-2 p-4 text-sm">
        <p className="break-words font-mono text-xs">{table_name}</p>
        <ContradictionFacts detail={detail} />
      </li>
    )
  }
  return (
    <li className="grid gap-x-6 gap-y-2 p-4 text-sm sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto]">
      <div className="min-w-0">
        {table_name && job_id ? (
          <JobReference
            job={{ table: table_name, id: job_id }}
            label={tool?.label ?? table_name}
            customer={customer_email}
          />
        ) : (
          <p className="truncate">{customer_email ?? line.user_id ?? texts.jobs.table.noCustomer}</p>
        )}
      </div>
      <div className="min-w-0">
        {credits !== null && <p className="tabular-nums">{texts.attention.credits(credits)}</p>}
        <ContradictionFacts detail={detail} />
      </div>
      {kind === 'charged_not_refunded' && (
        <Button variant="outline" onClick={() => onRepair(line)}>
          {texts.attention.repairing.action(credits ?? 0)}
        </Button>
      )}
    </li>
  )
}
