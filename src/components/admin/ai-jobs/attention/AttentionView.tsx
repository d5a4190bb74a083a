import { AttentionJobs } from '@/components/admin/ai-jobs/attention/AttentionJobs'
import { LateResults } from '@/components/admin/ai-jobs/attention/LateResults'
import { Reconciliation } from '@/components/admin/ai-jobs/attention/Reconciliation'
import { CreditCap } from '@/components/admin/ai-jobs/credit-cap/CreditCap'
import type { PanelViewProps } from '@/components/admin/ai-jobs/panel/views'

/** What needs a human: jobs that do not end by themselves, books that do not add up, results that came too late. */
export function AttentionView({ tools }: PanelViewProps) {
  return (
    <div className="grid min-w-0 gap-6">
      <AttentionJobs />
      <CreditCap />
      <Reconciliation tools={tools} />
      <LateResults />
    </div>
  )
}
