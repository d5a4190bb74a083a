import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { AiJob } from '@/components/admin/ai-jobs/ai-job'
import { AttentionItem } from '@/components/admin/ai-jobs/attention/AttentionItem'
import { type AttentionJob, attentionKeyOf, attentionLookOf } from '@/components/admin/ai-jobs/attention/attention-job'
import {
  attentionJobsQuery,
  attentionKeys,
  MAX_ATTENTION_JOBS,
} from '@/components/admin/ai-jobs/attention/attention-queries'
import { CloseAiJobDialog } from '@/components/admin/ai-jobs/attention/CloseAiJobDialog'
import { MapStatusDialog } from '@/components/admin/ai-jobs/attention/MapStatusDialog'
import { NothingToDo } from '@/components/admin/ai-jobs/attention/NothingToDo'
import { CancelAiJobDialog } from '@/components/admin/ai-jobs/CancelAiJobDialog'
import { QuerySection } from '@/components/admin/ai-jobs/panel/QuerySection'
import { ViewToolbar } from '@/components/admin/ai-jobs/panel/ViewToolbar'
import { usePanelSession } from '@/components/admin/ai-jobs/panel-session'
import { texts } from '@/components/admin/ai-jobs/texts/texts'
import { useLiveRefresh } from '@/components/admin/ai-jobs/use-live-refresh'
import { useSteadyRows } from '@/components/admin/ai-jobs/use-steady-rows'
import { WaitingJobsButton } from '@/components/admin/ai-jobs/WaitingJobsButton'
import { Card } from '@/components/ui/card'

/** The act that is being asked about. */
type Question =
  | { act: 'close'; job: AttentionJob }
  | { act: 'map_status'; job: AttentionJob }
  | { act: 'cancel'; job: AiJob }

export function AttentionJobs() {
  const session = usePanelSession()
  const { options } = useLiveRefresh()
  const jobs = useQuery({ ...attentionJobsQuery(session), ...options })
  const [question, setQuestion] = useState<Question | null>(null)
  const section = useRef<HTMLElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const steady = useSteadyRows({
    view: 'attention',
    latest: jobs.data,
    place: list,
    keyOf: attentionKeyOf,
    lookOf: attentionLookOf,
  })
  const dialog = { focusAfter: section, onClose: closeQuestion }

  function closeQuestion() {
    setQuestion(null)
    steady.letMove()
  }

  function focusSection() {
    section.current?.focus({ preventScroll: true })
  }

  function showWaiting() {
    steady.show()
    focusSection()
  }

  return (
    <>
      <ViewToolbar areas={[attentionKeys.all(session)]} rows={list} onRefresh={steady.letMove} />
      <QuerySection title={texts.attention.title} detail={texts.attention.detail} query={jobs} place={section}>
        {(data) => (
          <>
            {steady.rows?.length === 0 && <NothingToDo text={texts.attention.none} />}
            {steady.rows && steady.rows.length > 0 && (
              <div ref={list} className="relative min-w-0">
                <Card>
                  <ul className="divide-y">
                    {steady.rows.map((job) => (
                      <AttentionItem
                        key={attentionKeyOf(job)}
                        job={job}
                        change={steady.changes.get(attentionKeyOf(job))}
                        onAsk={(act) => setQuestion({ act, job })}
                        onCancel={(found) => setQuestion({ act: 'cancel', job: found })}
                        onActed={steady.letMove}
                        onDone={focusSection}
                      />
                    ))}
                  </ul>
                </Card>
                {steady.waiting !== null && <WaitingJobsButton count={steady.waiting} onShow={showWaiting} />}
              </div>
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
    </>
  )
}
