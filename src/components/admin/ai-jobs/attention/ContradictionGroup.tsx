import { useState } from 'react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { ContradictionLine } from '@/components/admin/ai-jobs/attention/ContradictionLine'
import { type Contradiction, isContradictionKind } from '@/components/admin/ai-jobs/attention/contradiction'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { cn } from '@/lib/utils'

const FEW = 20

type ContradictionGroupProps = {
  kind: string
  lines: Contradiction[]
  tools: AiTool[]
  onRepair: (line: Contradiction) => void
}

/** All that contradicts itself in one way, with what that means. */
export function ContradictionGroup({ kind, lines, tools, onRepair }: ContradictionGroupProps) {
  const [all, setAll] = useState(false)
  const words = isContradictionKind(kind)
    ? texts.attention.reconciliation.kinds[kind]
    : texts.attention.reconciliation.unknownKind(kind)
  return (
    <Card>
      <div className="border-b p-4">
        <h3 className={cn('flex items-center gap-2 font-medium text-sm', warningText)}>
          {words.title}
          <Badge variant="outline">{formatInteger(lines.length)}</Badge>
        </h3>
        <p className="mt-1 text-muted-foreground text-sm">{words.explanation}</p>
      </div>
      <ul className="divide-y">
        {lines.slice(0, all ? undefined : FEW).map((line) => (
          <ContradictionLine
            key={`${line.table_name}/${line.job_id}/${line.user_id}`}
            line={line}
            tool={tools.find((tool) => tool.table_name === line.table_name)}
            onRepair={onRepair}
          />
        ))}
      </ul>
      {lines.length > FEW && !all && (
        <div className="border-t p-2">
          <Button variant="ghost" onClick={() => setAll(true)}>
            {texts.attention.reconciliation.showAll(lines.length)}
          </Button>
        </div>
      )}
    </Card>
  )
}
