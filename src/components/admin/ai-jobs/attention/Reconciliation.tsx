import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { reconciliationQuery } from '@/components/admin/ai-jobs/attention/attention-queries'
import { ContradictionGroup } from '@/components/admin/ai-jobs/attention/ContradictionGroup'
import { type Contradiction, groupByKind } from '@/components/admin/ai-jobs/attention/contradiction'
import { NothingToDo } from '@/components/admin/ai-jobs/attention/NothingToDo'
import { RepairAiJobDialog } from '@/components/admin/ai-jobs/attention/RepairAiJobDialog'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'

/** Does everything add up? One green line, or what does not. */
export function Reconciliation({ tools }: { tools: AiTool[] }) {
  const contradictions = useQuery({ ...reconciliationQuery(usePanelSession()), ...useLiveRefresh(false).options })
  const [repairing, setRepairing] = useState<Contradiction | null>(null)
  const section = useRef<HTMLElement>(null)
  return (
    <QuerySection
      title={texts.attention.reconciliation.title}
      detail={texts.attention.reconciliation.detail}
      query={contradictions}
      place={section}
    >
      {(lines) => (
        <>
          {lines.length === 0 && <NothingToDo text={texts.attention.reconciliation.fine} />}
          {groupByKind(lines).map((group) => (
            <ContradictionGroup key={group.kind} {...group} tools={tools} onRepair={setRepairing} />
          ))}
          {repairing && <RepairAiJobDialog line={repairing} focusAfter={section} onClose={() => setRepairing(null)} />}
        </>
      )}
    </QuerySection>
  )
}
