import { screen, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { AttentionView } from '@/components/admin/ai-jobs/attention/AttentionView'
import type { LateResult } from '@/components/admin/ai-jobs/attention/late-result'
import { lateResult } from '@/test/attention-factory'
import { databaseError, FakeSupabase, tools } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

const PARTS = {
  admin_list_attention: 'Jobs que precisam de alguém',
  admin_reconcile: 'Reconciliação',
  admin_list_late_results: 'Resultados tardios',
}

function quietServer() {
  const server = new FakeSupabase()
  for (const name of Object.keys(PARTS)) server.onRpc(name, [])
  return server
}

const section = (name: string) => within(screen.getByRole('region', { name }))

describe('late results', () => {
  async function renderResult(result: LateResult) {
    const server = quietServer()
    server.onRpc('admin_list_late_results', [result])
    renderWith(server, <AttentionView tools={tools} />)
    return within(await section('Resultados tardios').findByRole('listitem'))
  }

  test('say which job, whose, what became of it and when', async () => {
    const item = await renderResult(lateResult({ received_at: '2026-11-23T12:00:00Z' }))
    expect(item.getByRole('link', { name: /^Upscaler de imagem/ })).toHaveAttribute(
      'href',
      expect.stringMatching(/open=/),
    )
    expect(item.getByText('Cliente Exemplo')).toBeVisible()
    expect(item.getByText('Concluído')).toBeVisible()
    expect(item.getByText('23/11/26, 09:00')).toBeVisible()
  })

  test('link to what came when it is a web address', async () => {
    const item = await renderResult(lateResult({ output_url: 'https://example.com/a.png' }))
    const links = item.getAllByRole('link').map((link) => link.getAttribute('href'))
    expect(links).toContain('https://example.com/a.png')
  })

  test('never link to what could run', async () => {
    const item = await renderResult(lateResult({ output_url: 'javascript:alert(1)' }))
    expect(item.getAllByRole('link')).toHaveLength(1)
    expect(item.getByText('javascript:alert(1)')).toBeVisible()
  })

  test('show an error as it was stored', async () => {
    const item = await renderResult(lateResult({ output_url: null, error_message: '<img src=x>' }))
    expect(item.getByText('<img src=x>')).toBeVisible()
  })
})

test.each(Object.entries(PARTS))('%s alone fails', async (name, title) => {
  const server = quietServer()
  server.onRpc(name, () => databaseError('57014', 500))
  const { user } = renderWith(server, <AttentionView tools={tools} />)
  const retry = await section(title).findByRole('button', { name: 'Tentar de novo' })
  expect(screen.getAllByRole('button', { name: 'Tentar de novo' })).toHaveLength(1)
  server.onRpc(name, [])
  await user.click(retry)
  for (const text of ['Nenhum job precisa de atenção.', 'Tudo confere', 'Nenhum resultado tardio.']) {
    expect(await screen.findByText(text)).toBeVisible()
  }
})
