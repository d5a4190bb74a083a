import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { AttentionItem } from '@/components/admin/ai-jobs/attention/AttentionItem'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { attentionJobsQuery, MAX_ATTENTION_JOBS } from '@/components/admin/ai-jobs/attention/attention-queries'
import { CloseAiJobDialog } from '@/components/admin/ai-jobs/attention/CloseAiJobDialog'
import { MapStatusDialog } from '@/components/admin/ai-jobs/attention/MapStatusDialog'
import { NothingToDo } from '@/components/admin/ai-jobs/attention/NothingToDo'
import { CancelAiJobDialog } from '@/components/admin/ai-jobs/CancelAiJobDialog'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { Card } from '@/components/ui/card'

/** The act that is being asked about. */
type Question =
  | { act: 'close'; job: AttentionJob }
  | { act: 'map_status'; job: AttentionJob }
  | { act: 'cancel'; job: AiJob }

export function AttentionJobs() {
  const { options } = useLiveRefresh()
  const jobs = useQuery({ ...attentionJobsQuery(usePanelSession()), ...options })
  const [question, setQuestion] = useState<Question | null>(null)
  const section = useRef<HTMLElement>(null)
  const dialog = { focusAfter: section, onClose: () => setQuestion(null) }

  return (
    <QuerySection title={texts.attention.title} detail={texts.attention.detail} query={jobs} place={section}>
      {(data) => (
        <>
          {data.length === 0 && <NothingToDo text={texts.attention.none} />}
          {data.length > 0 && (
            <Card>
              <ul className="divide-y">
                {data.map((job) => (
                  <AttentionItem
                    key={`${job.table_name}/${job.job_id}`}
                    job={job}
                    onAsk={(act) => setQuestion({ act, job })}
                    onCancel={(found) => setQuestion({ act: 'cancel', job: found })}
                    onDone={() => section.current?.focus({ preventScroll: true })}
                  />
                ))}
              </ul>
            </Card>
          )}
          {data.length === MAX_ATTENTION_JOBS && (
            <p className="text-muted-foreground text-sm">{texts.attention.onlyOldest(MAX_ATTENTION_JOBS)}</p>
          )}
          {question?.act === 'close' && <CloseAiJobDialog job={question.job} {...dialog} />}
          {question?.act === 'map_status' && <MapStatusDialog job={question.job} {...dialog} />}
          {question?.act === 'cancel' && <CancelAiJobDialog job={question.job} {...dialog} />}
        </>
      )}
    </QuerySection>
  )
}
