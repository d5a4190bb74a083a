import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { AiTool } from '@/components/admin/ai-jobs/ai-job'
import { ToolLimits } from '@/components/admin/ai-jobs/cleaner/ToolLimits'
import { toolLimitsChange } from '@/components/admin/ai-jobs/cleaner/tool-limits-address'
import { AddressLink } from '@/components/admin/ai-jobs/panel/AddressLink'
import { aiTool, limitAdvice } from '@/test/cleaner-factory'
import { databaseError, databaseRefusal, FakeSupabase, tools } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

function renderTool(overrides: Partial<AiTool> = {}, advice = limitAdvice()) {
  const server = new FakeSupabase()
  server.onRpc('admin_advise_limits', [advice])
  const { user } = renderWith(server, <ToolLimits tools={[aiTool(overrides)]} />)
  return { server, user, tool: within(screen.getByRole('listitem', { name: 'Upscaler de imagem' })) }
}

type Rendered = ReturnType<typeof renderTool>

const runLimit = ({ tool }: Rendered) => tool.getByRole('spinbutton', { name: 'Limite de processamento' })

async function typeRunLimit(rendered: Rendered, minutes: string) {
  await rendered.user.clear(runLimit(rendered))
  await rendered.user.type(runLimit(rendered), minutes)
}

async function save(rendered: Rendered, reason = '') {
  await rendered.user.click(rendered.tool.getByRole('button', { name: 'Salvar' }))
  const dialog = within(screen.getByRole('alertdialog', { name: 'Alterar Upscaler de imagem?' }))
  if (reason) await rendered.user.type(dialog.getByLabelText('Motivo (opcional)'), reason)
  await rendered.user.click(dialog.getByRole('button', { name: 'Salvar' }))
}

const noSuccess = () => expect(screen.queryByText(/mudança salva/)).not.toBeInTheDocument()

describe('what is shown of a tool', () => {
  test('its limits in minutes, one of them singular', () => {
    const { tool } = renderTool({ queue_limit_seconds: 60 })
    expect(tool.getByRole('spinbutton', { name: 'Limite na fila' })).toHaveValue(1)
    expect(tool.getByText('minuto')).toBeVisible()
    expect(tool.getByRole('spinbutton', { name: 'Limite de processamento' })).toHaveValue(10)
    expect(tool.getByText('minutos')).toBeVisible()
  })

  test.each([
    ['ledger', 'Cobrança comprovada pelo extrato de créditos'],
    ['charged_column', 'Cobrança comprovada pela coluna credits_charged'],
    ['presumed', 'Cobrança presumida pelo preço'],
  ] as const)('what proves a charge: %s', (charge_proof, text) => {
    expect(renderTool({ charge_proof }).tool.getByText(text)).toBeVisible()
  })

  test('how long its jobs run and wait', async () => {
    const { tool } = renderTool()
    expect(await tool.findByText('Tempo de processamento em 30 dias (1.250 jobs concluídos)')).toBeVisible()
    const times = ['p50', 'p95', 'p99'].map((name) => tool.getByText(name).nextElementSibling?.textContent)
    expect(times).toEqual(['42 s', '3 min 10 s', '8 min 40 s'])
    expect(tool.getByText('95% esperam até 35 s')).toBeVisible()
  })

  test('no figures when no job finished', async () => {
    const none = { run_p50_seconds: null, run_p95_seconds: null, run_p99_seconds: null, wait_p95_seconds: null }
    const { tool } = renderTool({}, limitAdvice({ finished_jobs: 0, ...none }))
    expect(await tool.findByText('Nenhum job concluído em 30 dias')).toBeVisible()
    expect(tool.queryByText('p50')).not.toBeInTheDocument()
  })

  test('the link to the record of all changes', () => {
    renderTool()
    expect(screen.getByRole('link', { name: 'Registro' })).toHaveAttribute('href', '/?view=records&kind=tool_change')
  })

  describe('the tool that the address asks for', () => {
    function renderAsked() {
      window.history.replaceState(null, '', '/?view=cleaner&tool_limits=video_upscaler_jobs')
      const server = new FakeSupabase()
      server.onRpc('admin_advise_limits', [])
      const { user } = renderWith(
        server,
        <>
          <AddressLink change={toolLimitsChange('video_upscaler_jobs')}>Ligar</AddressLink>
          <ToolLimits tools={tools} />
        </>,
      )
      return { user, row: screen.getByRole('listitem', { name: 'Upscaler de vídeo' }) }
    }

    test('has the focus, once: the address does not go on asking', () => {
      const { row } = renderAsked()
      expect(row).toHaveFocus()
      expect(window.location.search).toBe('?view=cleaner')
    })

    test('has it again when the same link is followed again', async () => {
      const { user, row } = renderAsked()
      await user.click(screen.getByRole('link', { name: 'Ligar' }))
      expect(row).toHaveFocus()
      act(() => row.blur())
      await user.click(screen.getByRole('link', { name: 'Ligar' }))
      expect(row).toHaveFocus()
    })
  })
})

describe('the forecast', () => {
  test.each([
    [12, 3, 1, '12 min teria encerrado 3 jobs em 30 dias, 1 deles terminou depois'],
    [12, 1234, 2, '12 min teria encerrado 1.234 jobs em 30 dias, 2 deles terminaram depois'],
    [90, 3, 0, '1 h 30 min teria encerrado 3 jobs em 30 dias, nenhum deles terminou depois'],
    [12, 1, 1, '12 min teria encerrado 1 job em 30 dias, e ele terminou depois'],
    [12, 1, 0, '12 min teria encerrado 1 job em 30 dias, e ele não terminou depois'],
    [12, 0, 0, '12 min não teria encerrado nenhum job em 30 dias'],
  ])('%i min, %i ended, %i later', async (limit_minutes, would_have_ended, finished_later, text) => {
    const { tool } = renderTool({}, limitAdvice({ limit_minutes, would_have_ended, finished_later }))
    expect(await tool.findByText(text)).toBeVisible()
  })

  test('follows what is typed, and asks once for it', async () => {
    const rendered = renderTool()
    await rendered.tool.findByText('10 min não teria encerrado nenhum job em 30 dias')
    rendered.server.onRpc('admin_advise_limits', (body) => {
      expect(body).toEqual({ days: 30, job_table: 'upscaler_jobs', run_limit_minutes: 125 })
      return { body: [limitAdvice({ limit_minutes: 125, would_have_ended: 3 })] }
    })
    await typeRunLimit(rendered, '125')
    const text = '2 h 5 min teria encerrado 3 jobs em 30 dias, nenhum deles terminou depois'
    expect(await rendered.tool.findByText(text)).toBeVisible()
    expect(rendered.server.rpcCalls('admin_advise_limits')).toHaveLength(2)
  })
})

describe('a change', () => {
  test.each(['0', '1441', '2.5', '-3', ''])('to "%s" minutes cannot be saved', async (minutes) => {
    const rendered = renderTool()
    await rendered.user.clear(runLimit(rendered))
    if (minutes) await rendered.user.type(runLimit(rendered), minutes)
    expect(rendered.tool.getByText('Use minutos inteiros, de 1 a 1.440.')).toBeVisible()
    expect(runLimit(rendered)).toBeInvalid()
    expect(rendered.tool.getByRole('button', { name: 'Salvar' })).toBeDisabled()
  })

  test.each(['1', '1440'])('to %s minutes can', async (minutes) => {
    const rendered = renderTool()
    await typeRunLimit(rendered, minutes)
    expect(rendered.tool.getByRole('button', { name: 'Salvar' })).toBeEnabled()
  })

  test('is shown before and after, and nothing is sent yet', async () => {
    const rendered = renderTool()
    await typeRunLimit(rendered, '1')
    await rendered.user.click(rendered.tool.getByRole('checkbox', { name: 'Limpeza ligada' }))
    await rendered.user.click(rendered.tool.getByRole('button', { name: 'Salvar' }))
    const dialog = within(screen.getByRole('alertdialog'))
    expect(dialog.getByText('Limite de processamento').nextElementSibling).toHaveTextContent('10 minutos → 1 minuto')
    expect(dialog.getByText('Limpeza ligada').nextElementSibling).toHaveTextContent('sim → não')
    expect(dialog.queryByText('Limite na fila')).not.toBeInTheDocument()
    expect(rendered.server.rpcCalls('admin_change_tool')).toEqual([])
  })

  test('of the run limit says in the question what it would have done, without asking anew', async () => {
    const rendered = renderTool()
    const text = '5 min teria encerrado 3 jobs em 30 dias, 1 deles terminou depois'
    await rendered.tool.findByText('10 min não teria encerrado nenhum job em 30 dias')
    const forecast = limitAdvice({ limit_minutes: 5, would_have_ended: 3, finished_later: 1 })
    rendered.server.onRpc('admin_advise_limits', [forecast])
    await typeRunLimit(rendered, '5')
    await rendered.tool.findByText(text)
    await rendered.user.click(rendered.tool.getByRole('button', { name: 'Salvar' }))
    expect(within(screen.getByRole('alertdialog')).getByText(text)).toBeVisible()
    expect(rendered.server.rpcCalls('admin_advise_limits')).toHaveLength(2)
  })

  test('of the queue limit alone has no forecast', async () => {
    const rendered = renderTool()
    await rendered.tool.findByText('10 min não teria encerrado nenhum job em 30 dias')
    const queue = rendered.tool.getByRole('spinbutton', { name: 'Limite na fila' })
    await rendered.user.clear(queue)
    await rendered.user.type(queue, '5')
    await rendered.user.click(rendered.tool.getByRole('button', { name: 'Salvar' }))
    expect(within(screen.getByRole('alertdialog')).queryByText(/em 30 dias/)).not.toBeInTheDocument()
  })

  test('sends only what changed, with the reason, and says so', async () => {
    const rendered = renderTool()
    rendered.server.onRpc('admin_change_tool', [aiTool({ run_limit_seconds: 720 })])
    await typeRunLimit(rendered, '12')
    await save(rendered, ' provedor lento ')
    expect(await screen.findByText('Upscaler de imagem: mudança salva e registrada.')).toBeVisible()
    expect(rendered.server.rpcCalls('admin_change_tool')).toEqual([
      { job_table: 'upscaler_jobs', run_limit_minutes: 12, reason: 'provedor lento' },
    ])
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
    await waitFor(() => expect(screen.getByRole('region', { name: 'Limites por ferramenta' })).toHaveFocus())
  })

  test('that the server refuses is told beside the fields, in its words, with the SQL for a developer', async () => {
    const message =
      'Falta algo na tabela public.upscaler_jobs. Peça a quem desenvolve:\nindex of unfinished jobs: create index x;'
    const rendered = renderTool({ enabled: false })
    rendered.server.onRpc('admin_change_tool', () => databaseRefusal('22023', message))
    await rendered.user.click(rendered.tool.getByRole('checkbox', { name: 'Limpeza ligada' }))
    await save(rendered)
    const alert = within(await rendered.tool.findByRole('alert'))
    expect(alert.getByText('Falta algo na tabela public.upscaler_jobs. Peça a quem desenvolve:')).toBeVisible()
    expect(alert.getByText('create index x;')).toBeVisible()
    expect(rendered.tool.getByRole('checkbox', { name: 'Limpeza ligada' })).toBeChecked()
    // Told once: beside the fields, in no toast.
    expect(screen.getAllByText(/^Falta algo/)).toHaveLength(1)
    noSuccess()
  })

  test('that failed otherwise is told as such, without a success', async () => {
    const rendered = renderTool()
    rendered.server.onRpc('admin_change_tool', () => databaseError('XX000', 500))
    await typeRunLimit(rendered, '12')
    await save(rendered)
    expect(await screen.findByText(/^Não foi possível confirmar o resultado/)).toBeVisible()
    expect(screen.queryByText('a text of the database')).not.toBeInTheDocument()
    expect(runLimit(rendered)).toHaveValue(12)
    noSuccess()
  })

  test('can be undone before it is saved', async () => {
    const rendered = renderTool()
    await typeRunLimit(rendered, '12')
    await rendered.user.click(rendered.tool.getByRole('button', { name: 'Desfazer' }))
    expect(runLimit(rendered)).toHaveValue(10)
    expect(rendered.tool.queryByRole('button', { name: 'Salvar' })).not.toBeInTheDocument()
  })
})
