import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import type { AttentionJob } from '@/components/admin/ai-jobs/attention/attention-job'
import { CleanerHealthCard } from '@/components/admin/ai-jobs/cleaner/CleanerHealthCard'
import { CLEANER_PROBLEMS, type CleanerHealthRow } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import { attentionJob } from '@/test/attention-factory'
import { cleanerHealth } from '@/test/cleaner-factory'
import { tools as allOn, databaseError, FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

type Switches = { tools?: AiTool[]; stuck?: AttentionJob[] }

async function renderHealth(health: CleanerHealthRow, { tools = allOn, stuck = [] }: Switches = {}) {
  const server = new FakeSupabase()
  server.onRpc('admin_list_attention', stuck)
  server.onRpc('admin_cleaner_health', [health])
  const { user, queryClient } = renderWith(server, <CleanerHealthCard tools={tools} />)
  const section = within(screen.getByRole('region', { name: 'Saúde da limpeza' }))
  await section.findByText('Próxima execução')
  return { server, user, queryClient, section }
}

describe('how the cleaner is', () => {
  test.each([
    ['Em dia', { minutesAgo: 6 }],
    ['Atrasada: faltou uma execução', { minutesAgo: 7 }],
    ['Parada: faltaram duas execuções ou mais', { minutesAgo: 12 }],
    ['Em dia, mas com falhas', { minutesAgo: 2, problems: ['run_failed'] }],
  ])('%s', async (text, state) => {
    const { section } = await renderHealth(cleanerHealth(state))
    expect(section.getByText(text)).toBeVisible()
  })

  test('tells the last success and the next run, relative and absolute', async () => {
    const health = cleanerHealth({ minutesAgo: 2, last_success_at: '2026-11-23T12:00:00Z' })
    const { section } = await renderHealth(health)
    expect(section.getByText('Última execução com sucesso').nextElementSibling).toHaveTextContent(
      'há 2 min 23/11/26, 09:00',
    )
    expect(section.getByText('Próxima execução').nextElementSibling).toHaveTextContent(/^em 3 min \d\d\/\d\d\/\d\d/)
  })

  test('says so when there has been no success and nothing is scheduled', async () => {
    const { section } = await renderHealth(cleanerHealth({ minutesAgo: 2, last_success_at: null, next_run_at: null }))
    expect(section.getByText('Nenhuma ainda')).toBeVisible()
    expect(section.getByText('Não agendada')).toBeVisible()
  })

  test('counts the failures of the last 24 hours apart', async () => {
    const { section } = await renderHealth(
      cleanerHealth({ minutesAgo: 2, failed_jobs_24h: 1234, failed_runs_24h: 5, failed_cron_runs_24h: 6 }),
    )
    const figures = [/^Tentativas de encerrar/, /^Execuções com falha/, /^Falhas relatadas/].map(
      (label) => section.getByText(label).nextElementSibling?.textContent,
    )
    expect(figures).toEqual(['1.234', '5', '6'])
  })
})

describe('a cleanup that is switched off', () => {
  const off = allOn.map((tool) => ({ ...tool, enabled: false }))
  const [upscaler, ...others] = off

  test('for one tool is no cleaner that is up to date: it says how many jobs are stuck there, and leads to the switch', async () => {
    const { section } = await renderHealth(cleanerHealth({ minutesAgo: 2 }), {
      tools: [...allOn.slice(1), ...(upscaler ? [upscaler] : [])],
      stuck: [
        attentionJob('table_disabled', { job_id: '1' }),
        attentionJob('refund_failed', { job_id: '2' }),
        attentionJob('overdue', { job_id: '3', table_name: 'video_upscaler_jobs' }),
      ],
    })
    expect(section.getByText('Em dia, mas não em todas as ferramentas')).toBeVisible()
    expect(
      section.getByText(/^A limpeza está desligada em 1 ferramenta: nada encerra os jobs presos dela/),
    ).toBeVisible()
    expect(await section.findByText('2 jobs presos')).toBeVisible()
    expect(section.getByRole('link', { name: 'Ligar em Upscaler de imagem' })).toHaveAttribute(
      'href',
      '/?view=cleaner&tool_limits=upscaler_jobs',
    )
    expect(section.queryByRole('link', { name: 'Ligar em Upscaler de vídeo' })).not.toBeInTheDocument()
  })

  test('for all of them names each, and which has nothing stuck', async () => {
    const { section } = await renderHealth(cleanerHealth({ minutesAgo: 2 }), {
      tools: off,
      stuck: [attentionJob('table_disabled')],
    })
    expect(section.getByText(/^A limpeza está desligada em 2 ferramentas/)).toBeVisible()
    expect(await section.findByText('1 job preso')).toBeVisible()
    expect(section.getByText('nenhum job preso')).toBeVisible()
  })

  test('counts no job of which nobody knows whether it is stuck', async () => {
    const { section } = await renderHealth(cleanerHealth({ minutesAgo: 2 }), {
      tools: off.slice(0, 1),
      stuck: [
        attentionJob('table_disabled', { job_id: '1' }),
        attentionJob('unknown_status', { job_id: '2' }),
        attentionJob('unknown_age', { job_id: '3' }),
      ],
    })
    expect(await section.findByText('1 job preso')).toBeVisible()
  })

  test('is told beside something worse as well', async () => {
    const { section } = await renderHealth(cleanerHealth({ minutesAgo: 12 }), {
      tools: [...allOn.slice(0, 1), ...others],
    })
    expect(section.getByText('Parada: faltaram duas execuções ou mais')).toBeVisible()
    expect(section.getByRole('link', { name: 'Ligar em Upscaler de vídeo' })).toBeVisible()
  })

  test('counts nothing where the list of what is stuck has been cut', async () => {
    const many = Array.from({ length: 200 }, (_, place) => attentionJob('table_disabled', { job_id: String(place) }))
    const rendered = await renderHealth(cleanerHealth({ minutesAgo: 2 }), { tools: off, stuck: many })
    const { server, queryClient, section } = rendered
    await waitFor(() => expect(queryClient.isFetching()).toBe(0))
    expect(server.rpcCalls('admin_list_attention')).toHaveLength(1)
    expect(section.queryByText(/preso$|presos$/)).not.toBeInTheDocument()
  })

  test('for none asks for no list of what is stuck', async () => {
    const { server, section } = await renderHealth(cleanerHealth({ minutesAgo: 2 }))
    expect(section.getByText('Em dia')).toBeVisible()
    expect(server.rpcCalls('admin_list_attention')).toEqual([])
  })
})

describe('what to do about a problem', () => {
  test('a cleaner without problems has no such list', async () => {
    const { section } = await renderHealth(cleanerHealth({ minutesAgo: 2 }))
    expect(section.queryByRole('list', { name: 'O que fazer' })).not.toBeInTheDocument()
  })

  test.each(CLEANER_PROBLEMS)('%s comes with a sentence and something to copy', async (problem) => {
    const { section } = await renderHealth(cleanerHealth({ minutesAgo: 2, problems: [problem] }))
    const item = within(within(section.getByRole('list', { name: 'O que fazer' })).getByRole('listitem'))
    expect(item.getByText(/\.$/)).toBeVisible()
    expect(item.getAllByRole('button', { name: 'Copiar' })[0]).toBeVisible()
  })

  test('the SQL is copied as it stands', async () => {
    const { user, section } = await renderHealth(cleanerHealth({ minutesAgo: 2, problems: ['cron_inactive'] }))
    const [first] = section.getAllByRole('button', { name: 'Copiar' })
    if (first) await user.click(first)
    expect(await navigator.clipboard.readText()).toMatch(
      /^select cron\.alter_job\(jobid, active => true\)\nfrom cron\.job where jobname = .* and username = current_user;$/,
    )
  })

  test('a problem that this version does not know is named', async () => {
    const { section } = await renderHealth(cleanerHealth({ minutesAgo: 2, problems: ['cron_on_strike'] }))
    expect(section.getByText(/não conhece: cron_on_strike\.$/)).toBeVisible()
  })
})

test('what was loaded before goes when the role is taken away', async () => {
  const server = new FakeSupabase()
  server.onRpc('admin_cleaner_health', [cleanerHealth({ minutesAgo: 2 })])
  const { queryClient } = renderWith(server, <CleanerHealthCard tools={allOn} />)
  await screen.findByText('Em dia')
  server.onRpc('admin_cleaner_health', () => databaseError('42501', 403))
  await queryClient.invalidateQueries()
  expect(await screen.findByText('Página só para administradores')).toBeVisible()
  expect(screen.queryByText('Em dia')).not.toBeInTheDocument()
})
