import { screen, within } from '@testing-library/react'
import type { AiJob, AiJobRow } from '@/components/admin/ai-jobs/ai-job'
import { DEFAULT_FILTER } from '@/components/admin/ai-jobs/ai-job-filter'
import { type AiJobPage, aiJobKeys } from '@/components/admin/ai-jobs/ai-job-queries'
import { BulkBar } from '@/components/admin/ai-jobs/bulk/BulkBar'
import { keyOf, SelectionProvider, useSelection } from '@/components/admin/ai-jobs/bulk/selection'
import { NOBODY } from '@/components/admin/ai-jobs/panel-session'
import { runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

export const PREVIEW = 'admin_preview_cancel_ai_jobs'
export const KEYS = 'admin_list_cancellable_ai_jobs'
export const CANCEL = 'admin_cancel_ai_jobs'

export const read = (row: AiJobRow): AiJob => ({ ...row, read_at: Date.now() })
export const stuckJobs = (count: number) => Array.from({ length: count }, () => read(runningJob({ minutesAgo: 11 })))
const filter = { ...DEFAULT_FILTER, tool: 'upscaler_jobs', stuckOnly: true }

function Rows({ jobs }: { jobs: AiJob[] }) {
  const { selected, toggle, toggleAll } = useSelection()
  return (
    <>
      <button type="button" onClick={() => toggleAll(jobs)}>
        todos
      </button>
      {jobs.map((job) => (
        <input
          key={job.id}
          type="checkbox"
          aria-label={job.id}
          checked={selected.has(keyOf(job))}
          onChange={() => toggle(job)}
        />
      ))}
    </>
  )
}

export function renderBar(jobs: AiJob[], inProgress = jobs.length) {
  const server = new FakeSupabase()
  const summary = { jobs: 0, in_progress: inProgress, stuck: 0, completed: 0, refunded_credits: 0, revenue_credits: 0 }
  const { user, queryClient } = renderWith(
    server,
    <SelectionProvider filter={filter} jobs={jobs}>
      <Rows jobs={jobs} />
      <BulkBar filter={filter} summary={summary} />
    </SelectionProvider>,
  )
  const page: AiJobPage = { view: { filter, cursor: null }, jobs, newer: null, older: null }
  queryClient.setQueryData(aiJobKeys.list({ client: server.client, userId: NOBODY }, filter, null), page)
  const click = (name: string) => user.click(screen.getByRole('button', { name }))
  const checked = () => screen.getAllByRole('checkbox', { hidden: true }).map((box) => box.matches(':checked'))
  return { server, user, queryClient, click, checked }
}

type Request = { jobs: { table: string; id: string }[]; reason?: string; act_id: string }

const isRequest = (body: unknown): body is Request => typeof body === 'object' && body !== null && 'jobs' in body

export const requestOf = (body: unknown) => {
  if (!isRequest(body)) throw new TypeError('no jobs were sent')
  return body
}

export const row = (id: string, outcome = 'cancelled', problem: string | null = null) => ({
  table_name: 'upscaler_jobs',
  job_id: id,
  outcome,
  status: outcome === 'cancelled' ? 'cancelled' : 'running',
  refunded_credits: outcome === 'cancelled' ? 60 : null,
  new_balance: outcome === 'cancelled' ? 160 : null,
  problem,
})

export const cancelAll = (body: unknown) => ({ body: requestOf(body).jobs.map(({ id }) => row(id)) })

export async function cancelSelected(jobs: AiJob[], answer: Parameters<FakeSupabase['onRpc']>[1] = cancelAll) {
  const bar = renderBar(jobs)
  bar.server.onRpc(CANCEL, answer)
  await bar.click('todos')
  await bar.click('Cancelar selecionados')
  const dialog = within(await screen.findByRole('alertdialog'))
  const confirm = () => bar.user.click(dialog.getByRole('button', { name: /^Cancelar \d+ jobs?$/ }))
  return { ...bar, dialog, confirm }
}

/** What the server counts in one tool, and in all. */
export function previewOf(counts: { jobs: number; customers: number; credits: number }) {
  const figures = { ...counts, failed_jobs: 0, failed_credits: 0 }
  return [
    { table_name: 'upscaler_jobs', tool_label: 'Upscaler de imagem', ...figures },
    { table_name: null, tool_label: null, ...figures },
  ]
}

/** The figure that stands beside a label. */
export const figure = (dialog: ReturnType<typeof within>, label: string) =>
  dialog.getByText(label, { selector: 'dt' }).nextSibling?.textContent
