import { useId } from 'react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { AttentionActs } from '@/components/admin/ai-jobs/attention/AttentionActs'
import { AttentionSubject } from '@/components/admin/ai-jobs/attention/AttentionSubject'
import { AttentionTries } from '@/components/admin/ai-jobs/attention/AttentionTries'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { JobErrorText } from '@/components/admin/ai-jobs/JobErrorText'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { warningText } from '@/components/admin/ai-jobs/tones'
import { cn } from '@/lib/utils'

export type AttentionItemProps = {
  job: AttentionJob
  onAsk: (act: 'close' | 'map_status') => void
  onCancel: (job: AiJob) => void
  /** The job was ended, so its line is about to go. */
  onDone: () => void
}

export function AttentionItem(props: AttentionItemProps) {
  const { job } = props
  const subjectId = useId()
  return (
    <li className="grid gap-x-6 gap-y-3 p-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)_31rem]">
      <div className="min-w-0">
        <p className={cn('font-medium text-sm', warningText)}>{texts.attention.reason(job.reason)}</p>
        {job.detail && <JobErrorText text={job.detail} />}
        {job.tries > 0 && <AttentionTries job={job} />}
      </div>
      <AttentionSubject job={job} id={subjectId} />
      <AttentionActs {...props} describedBy={subjectId} />
    </li>
  )
}
