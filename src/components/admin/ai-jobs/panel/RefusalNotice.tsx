import { refusalOf, refusalText } from '@/components/admin/ai-jobs/panel/act-error'
import { CopyableCode } from '@/components/admin/ai-jobs/panel/CopyableCode'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

// "what is missing: statement;", one a line.
const MISSING = /^(.+?): ((?:create|alter|select) .+;)$/

/** Why the database refused what was asked, in the page's words or its own; what stands below the first line is for a developer. */
export function RefusalNotice({ error }: { error: unknown }) {
  const refusal = refusalOf(error)
  if (!refusal) return null
  const [sentence = '', ...lines] = refusal.message.split('\n')
  return (
    <div role="alert" className="grid min-w-0 gap-2 text-sm">
      <p className={cn('break-words', warningText)}>{refusalText({ ...refusal, message: sentence })}</p>
      {lines.map((line) => {
        const [, what = line, sql] = MISSING.exec(line) ?? []
        return (
          <div key={line} className="grid min-w-0 gap-1">
            <p className="break-words text-muted-foreground text-xs">{what}</p>
            {sql && <CopyableCode code={sql} />}
          </div>
        )
      })}
    </div>
  )
}
