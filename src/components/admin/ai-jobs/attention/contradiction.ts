import { z } from 'zod'

const CERTAIN_PROOFS = ['ledger', 'charged_column'] as const
export type CertainProof = (typeof CERTAIN_PROOFS)[number]

// Codes and figures, other ones for each kind; one that this page does not know is left out.
const known = <Fact extends z.ZodType>(fact: Fact) => fact.optional().catch(undefined)
const contradictionDetail = z
  .object({
    status: known(z.string()),
    charge_proof: known(z.enum(CERTAIN_PROOFS)),
    taken: known(z.number()),
    ledger: known(z.number()),
    parts: known(z.number().nullable()),
    statement: known(z.string().nullable()),
  })
  .catch({})
export type ContradictionDetail = z.infer<typeof contradictionDetail>

const contradiction = z.object({
  // The database may learn more kinds than this page has texts for.
  kind: z.string(),
  table_name: z.string().nullable(),
  job_id: z.string().nullable(),
  user_id: z.string().nullable(),
  customer_email: z.string().nullable(),
  credits: z.number().nullable(),
  detail: contradictionDetail,
})
export type Contradiction = z.infer<typeof contradiction>
export const parseContradictions = (rows: unknown): Contradiction[] => z.array(contradiction).parse(rows)

export const CONTRADICTION_KINDS = [
  'charged_not_refunded',
  'charged_after_end',
  'completed_and_refunded',
  'refund_differs',
  'ledger_differs',
  'table_not_registered',
] as const
export type ContradictionKind = (typeof CONTRADICTION_KINDS)[number]

export function isContradictionKind(kind: string): kind is ContradictionKind {
  return CONTRADICTION_KINDS.some((known) => known === kind)
}

/** The lines of each kind together, kinds in the order in which they first come. */
export function groupByKind(lines: Contradiction[]) {
  const kinds = [...new Set(lines.map((line) => line.kind))]
  return kinds.map((kind) => ({ kind, lines: lines.filter((line) => line.kind === kind) }))
}
