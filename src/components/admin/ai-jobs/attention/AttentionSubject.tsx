import { Ago } from '@/components/admin/ai-jobs/attention/Ago'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { JobReference } from '@/components/admin/ai-jobs/attention/JobReference'
import { texts } from '@/components/admin/ai-jobs/texts/texts'

/** Whose job it is, of which tool, what it took and how old it is. */
export function AttentionSubject({ job, id }: { job: AttentionJob; id: string }) {
  return (
    <div id={id} className="min-w-0">
      <JobReference
        job={{ table: job.table_name, id: job.job_id }}
        label={job.tool_label}
        customer={job.customer_name ?? job.customer_email}
      />
      <p className="text-muted-foreground text-xs tabular-nums">
        {texts.attention.credits(job.credits ?? 0)} ·{' '}
        {job.status === '' ? texts.attention.noStatus : texts.jobs.statusLabel(job.status)}
        {job.created_at && (
          <>
            {' · '}
            {texts.attention.created} <Ago timestamp={job.created_at} />
          </>
        )}
      </p>
    </div>
  )
}
