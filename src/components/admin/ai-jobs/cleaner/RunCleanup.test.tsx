import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import type { CleanupPreview, CleanupResult } from '@/components/admin/ai-jobs/cleaner/cleanup-runs'
import { RunCleanup } from '@/components/admin/ai-jobs/cleaner/RunCleanup'
import { SignedIn } from '@/components/admin/ai-jobs/panel/SignedIn'
import { cleanupPreview, cleanupResults } from '@/test/cleaner-factory'
import { databaseError, FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'
import { FIRST_ADMIN, NEXT_ADMIN, signInAs } from '@/test/sign-in'

async function openDialog(preview: CleanupPreview[]) {
  const server = new FakeSupabase()
  server.onRpc('admin_preview_cleanup', preview)
  const { user } = renderWith(server, <RunCleanup />)
  await user.click(screen.getByRole('button', { name: 'Executar agora' }))
  const dialog = within(screen.getByRole('dialog'))
  return { server, user, dialog }
}

type Answer = CleanupResult[] | 'lost'

/** Each run answers with the next of these and leaves that many jobs. */
async function run(planned: number, answers: { ended: Answer; left: number }[]) {
  const opened = await openDialog(cleanupPreview(planned))
  const rest = [...answers]
  opened.server.onRpc('admin_run_cleanup', () => {
    const answer = rest.shift()
    if (!answer || answer.ended === 'lost') throw new TypeError('connection lost')
    opened.server.onRpc('admin_preview_cleanup', cleanupPreview(answer.left))
    return { body: answer.ended }
  })
  await opened.user.click(await opened.dialog.findByRole('button', { name: /^Encerrar/ }))
  return opened
}

const toastText = (text: RegExp | string) => screen.findByText(text, { selector: '[data-title] span' })
const noToast = (text: RegExp) =>
  expect(screen.queryByText(text, { selector: '[data-title] span' })).not.toBeInTheDocument()

describe('before a run', () => {
  test('jobs, customers and credits of each tool are shown, and nothing is run yet', async () => {
    const { server, dialog } = await openDialog(cleanupPreview(3, 2, 1180))
    const rows = within(await dialog.findByRole('table', { name: 'O que será encerrado' })).getAllByRole('row')
    expect(rows.map((row) => row.textContent)).toEqual([
      'FerramentaJobsClientesCréditos',
      'Upscaler de imagem321.180',
      'Upscaler de vídeo000',
    ])
    expect(dialog.getByRole('button', { name: 'Encerrar 3 jobs' })).toBeEnabled()
    expect(server.rpcCalls('admin_run_cleanup')).toEqual([])
  })

  test('says how many of them failed before, and for how much', async () => {
    const failing = cleanupPreview(3).map((tool) => ({ ...tool, failed_jobs: 1, failed_credits: 150_000 }))
    const { dialog } = await openDialog(failing)
    expect(
      await dialog.findByText(/^2 destes jobs já falharam antes e podem falhar de novo \(300\.000 créditos\)\./),
    ).toBeVisible()
  })

  test('with nothing to end there is nothing to run', async () => {
    const { dialog } = await openDialog(cleanupPreview(0))
    expect(await dialog.findByText('Nada a encerrar: nenhum job passou do limite.')).toBeVisible()
    expect(dialog.queryByRole('button', { name: /^Encerrar/ })).not.toBeInTheDocument()
  })

  test('a preview that cannot be loaded offers to try again, not to run', async () => {
    const server = new FakeSupabase()
    server.onRpc('admin_preview_cleanup', () => databaseError('57014', 500))
    const { user } = renderWith(server, <RunCleanup />)
    await user.click(screen.getByRole('button', { name: 'Executar agora' }))
    expect(await screen.findByRole('button', { name: 'Tentar de novo' })).toBeVisible()
    expect(screen.queryByRole('button', { name: /^Encerrar/ })).not.toBeInTheDocument()
  })

  test('Voltar runs nothing and gives the focus back', async () => {
    const { server, user, dialog } = await openDialog(cleanupPreview(3))
    await user.click(await dialog.findByRole('button', { name: 'Voltar' }))
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    expect(server.rpcCalls('admin_run_cleanup')).toEqual([])
    await waitFor(() => expect(screen.getByRole('button', { name: 'Executar agora' })).toHaveFocus())
  })
})

describe('a run', () => {
  test.each([
    [3, 180, '3 jobs encerrados e 180 créditos estornados.'],
    [1, 1, '1 job encerrado e 1 crédito estornado.'],
    [2, 0, '2 jobs encerrados, sem créditos a estornar.'],
  ])('of %i jobs and %i credits by the server: "%s"', async (ended, credits, text) => {
    await run(5, [{ ended: cleanupResults(ended, credits), left: 0 }])
    expect(await toastText(text)).toBeVisible()
  })

  test('goes on while jobs are left, and tells the sum of all', async () => {
    const { server, dialog } = await run(2_500, [
      { ended: cleanupResults(1_000), left: 1_500 },
      { ended: cleanupResults(1_000), left: 500 },
      { ended: cleanupResults(500), left: 0 },
    ])
    expect(await toastText('2.500 jobs encerrados e 150.000 créditos estornados.')).toBeVisible()
    expect(server.rpcCalls('admin_run_cleanup')).toHaveLength(3)
    expect(dialog.getByRole('row', { name: 'Upscaler de imagem 2.500 150.000 0' })).toBeVisible()
  })

  test('ends when what is left cannot be ended, counts each failure once and leads to Atenção', async () => {
    const { server, dialog } = await run(5, [
      { ended: cleanupResults(3, 180, 2), left: 2 },
      { ended: cleanupResults(0, 0, 2), left: 2 },
    ])
    const text = '3 jobs encerrados e 180 créditos estornados. 2 jobs não puderam ser encerrados e estão em Atenção.'
    expect(await toastText(text)).toBeVisible()
    expect(server.rpcCalls('admin_run_cleanup')).toHaveLength(2)
    expect(dialog.getByRole('link', { name: 'Ver em Atenção' })).toHaveAttribute('href', '/?view=attention')
  })

  test('claims nothing when it ended nothing', async () => {
    await run(5, [{ ended: cleanupResults(0, 0, 5), left: 5 }])
    expect(
      await toastText('Nenhum job foi encerrado. 5 jobs não puderam ser encerrados e estão em Atenção.'),
    ).toBeVisible()
    noToast(/estornado/)
  })

  test('can be stopped after the piece that is on its way, and not closed before', async () => {
    const { server, user, dialog } = await openDialog(cleanupPreview(2_000))
    let answer = (_results: CleanupResult[]) => {}
    server.onRpc('admin_run_cleanup', async () => ({
      body: await new Promise<CleanupResult[]>((resolve) => {
        answer = resolve
      }),
    }))
    await user.click(await dialog.findByRole('button', { name: 'Encerrar 2.000 jobs' }))
    expect(dialog.getByRole('progressbar', { name: 'Executando a limpeza' })).toBeVisible()
    await user.keyboard('{Escape}')
    await user.click(dialog.getByRole('button', { name: 'Parar' }))
    expect(dialog.getByRole('button', { name: 'Parando…' })).toBeDisabled()
    answer(cleanupResults(1_000))
    expect(await toastText('1.000 jobs encerrados e 60.000 créditos estornados.')).toBeVisible()
    expect(server.rpcCalls('admin_run_cleanup')).toHaveLength(1)
  })

  test('can be stopped while it looks for what is left', async () => {
    const { server, user, dialog } = await openDialog(cleanupPreview(2_000))
    server.onRpc('admin_run_cleanup', cleanupResults(1_000))
    const confirm = await dialog.findByRole('button', { name: 'Encerrar 2.000 jobs' })
    const left = Promise.withResolvers<{ body: CleanupPreview[] }>()
    server.onRpc('admin_preview_cleanup', () => left.promise)
    await user.click(confirm)
    await waitFor(() => expect(server.rpcCalls('admin_preview_cleanup')).toHaveLength(2))
    await user.click(dialog.getByRole('button', { name: 'Parar' }))
    server.onRpc('admin_preview_cleanup', cleanupPreview(0))
    left.resolve({ body: cleanupPreview(1_000) })
    expect(await toastText('1.000 jobs encerrados e 60.000 créditos estornados.')).toBeVisible()
    expect(server.rpcCalls('admin_run_cleanup')).toHaveLength(1)
  })

  test('that is interrupted tells what was ended before, and no success', async () => {
    const { dialog } = await run(2_000, [
      { ended: cleanupResults(1_000), left: 1_000 },
      { ended: 'lost', left: 0 },
    ])
    expect(
      await toastText('A limpeza foi interrompida. Até ali: 1.000 jobs encerrados e 60.000 créditos estornados.'),
    ).toBeVisible()
    expect(dialog.getByText(/Não foi possível confirmar o resultado/)).toBeVisible()
    noToast(/^1\.000 jobs/)
  })

  test('refreshes what the page shows', async () => {
    const { server, dialog } = await run(3, [{ ended: cleanupResults(3), left: 0 }])
    await dialog.findByRole('table', { name: 'Resultado da limpeza' })
    // Asked when the dialog opened, after the run, and once more with everything else.
    await waitFor(() => expect(server.rpcCalls('admin_preview_cleanup')).toHaveLength(3))
  })
})

describe('another user', () => {
  test.each([
    { awaited: 'admin_run_cleanup', calls: 1, answer: cleanupResults(1_000) },
    { awaited: 'admin_preview_cleanup', calls: 2, answer: cleanupPreview(1_000) },
  ])('who signs in during $awaited neither goes on nor is told anything', async ({ awaited, calls, answer }) => {
    const server = new FakeSupabase()
    server.onRpc('admin_preview_cleanup', cleanupPreview(2_000))
    server.onRpc('admin_run_cleanup', cleanupResults(1_000))
    await signInAs(server, FIRST_ADMIN)
    const { queryClient, user } = renderWith(
      server,
      <SignedIn loading={null}>
        <RunCleanup />
      </SignedIn>,
    )
    await user.click(await screen.findByRole('button', { name: 'Executar agora' }))
    const confirm = await screen.findByRole('button', { name: 'Encerrar 2.000 jobs' })
    const late = Promise.withResolvers<{ body: object[] }>()
    server.onRpc(awaited, () => late.promise)
    await user.click(confirm)
    await waitFor(() => expect(server.rpcCalls(awaited)).toHaveLength(calls))

    await signInAs(server, NEXT_ADMIN)
    server.onRpc('admin_run_cleanup', [])
    late.resolve({ body: answer })
    await waitFor(() => expect(queryClient.isMutating()).toBe(0))
    expect(server.rpcCalls('admin_run_cleanup')).toHaveLength(1)
    expect(server.rpcCalls('admin_preview_cleanup')).toHaveLength(calls)
    noToast(/./)
  })
})
