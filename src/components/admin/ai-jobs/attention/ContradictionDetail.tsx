import { CopyableCode } from '@/components/admin/ai-jobs/panel/CopyableCode'

const ENDS_IN_SQL = /^(?:(.+?): )?(select .+;)$/s

/** What the database says of a contradiction: words, and where a developer has to act, the statement. */
export function ContradictionDetail({ detail }: { detail: string }) {
  const [, words = '', sql] = ENDS_IN_SQL.exec(detail) ?? [detail, detail]
  return (
    <div className="grid min-w-0 gap-1">
      {words && <p className="break-words text-muted-foreground text-xs">{words}</p>}
      {sql && <CopyableCode code={sql} />}
    </div>
  )
}
