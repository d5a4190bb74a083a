import type { ContradictionDetail } from '@/components/admin/ai-jobs/attention/contradiction'
import { CopyableCode } from '@/components/admin/ai-jobs/panel/CopyableCode'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

function sentencesOf({ status, charge_proof, taken, ledger, parts, statement }: ContradictionDetail) {
  const words = texts.attention.reconciliation.facts
  return [
    status !== undefined && words.status(texts.jobs.statusLabel(status)),
    charge_proof !== undefined && words.proofs[charge_proof],
    taken !== undefined && words.taken(taken),
    ledger !== undefined && words.ledger(ledger),
    parts !== undefined && words.parts(parts),
    statement === null && words.noStatement,
  ].filter((sentence) => typeof sentence === 'string')
}

/** What is known of a contradiction, in words, and where a developer has to act, the statement. */
export function ContradictionFacts({ detail }: { detail: ContradictionDetail }) {
  const sentences = sentencesOf(detail)
  return (
    <div className="grid min-w-0 gap-1">
      {sentences.length > 0 && <p className="break-words text-muted-foreground text-xs">{sentences.join(' ')}</p>}
      {detail.statement && <CopyableCode code={detail.statement} />}
    </div>
  )
}
