import { AiJobCards } from '@/components/admin/ai-jobs/AiJobCards'
import { AiJobTable } from '@/components/admin/ai-jobs/AiJobTable'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { useCardsFit } from '@/components/admin/ai-jobs/use-cards-fit'

export type AiJobProps = { job: AiJob; onCancel: (job: AiJob) => void }
export type AiJobsProps = { jobs: AiJob[]; onCancel: AiJobProps['onCancel'] }

/** The jobs of one page: a table where its ten columns fit, else a list of cards. */
export function AiJobs(props: AiJobsProps) {
  return useCardsFit() ? <AiJobCards {...props} /> : <AiJobTable {...props} />
}
