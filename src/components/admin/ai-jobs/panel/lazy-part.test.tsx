import { screen } from '@testing-library/react'
import { useState } from 'react'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { DialogFailure } from '@/components/admin/ai-jobs/panel/DialogFailure'
import { lazyPart } from '@/components/admin/ai-jobs/panel/lazy-part'
import { PartFailure } from '@/components/admin/ai-jobs/panel/PartFailure'
import { ViewFailure } from '@/components/admin/ai-jobs/panel/ViewFailure'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

// React tells the console of every error that a boundary catches.
beforeEach(() => {
  vi.spyOn(console, 'error').mockReturnValue()
})

const Part = () => <p>a parte</p>
const Loading = () => <p>a caminho</p>
const retryButton = () => screen.findByRole('button', { name: 'Tentar de novo' })

function failingAtFirst() {
  return vi
    .fn<() => Promise<typeof Part>>()
    .mockResolvedValue(Part)
    .mockRejectedValueOnce(new TypeError('Failed to fetch dynamically imported module'))
}

test('a part that cannot be had says so, is loaded again on demand, and then stays', async () => {
  const load = failingAtFirst()
  const LazyPart = lazyPart(load, Loading, PartFailure)
  const { user } = renderWith(new FakeSupabase(), <LazyPart />)
  expect(screen.getByText('a caminho')).toBeVisible()
  expect(await screen.findByRole('alert')).toHaveTextContent('Não foi possível abrir esta parte do painel')
  await user.click(await retryButton())
  expect(await screen.findByText('a parte')).toBeVisible()
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()

  renderWith(new FakeSupabase(), <LazyPart />)
  expect(await screen.findAllByText('a parte')).toHaveLength(2)
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})

test('what breaks in one part leaves the others alone', async () => {
  const Broken = () => {
    throw new Error('broken')
  }
  const LazyPart = lazyPart(async () => Broken, Loading, PartFailure)
  renderWith(
    new FakeSupabase(),
    <>
      <p>os outros</p>
      <LazyPart />
    </>,
  )
  expect(await screen.findByRole('alert')).toBeVisible()
  expect(screen.getByText('os outros')).toBeVisible()
})

describe('the focus', () => {
  test('is on the link of the view once it is there', async () => {
    const View = lazyPart(failingAtFirst(), Loading, ViewFailure)
    const { user } = renderWith(
      new FakeSupabase(),
      <>
        <nav>
          <a href="/" aria-current="page">
            Gráficos
          </a>
        </nav>
        <View />
      </>,
    )
    await user.click(await retryButton())
    await screen.findByText('a parte')
    expect(screen.getByRole('link', { name: 'Gráficos' })).toHaveFocus()
  })

  test('is within the failed dialog, and back where it was when the real one opens', async () => {
    const Dialog = lazyPart<{ onClose: () => void }>(failingAtFirst(), Loading, DialogFailure)
    function Page() {
      const [open, setOpen] = useState(false)
      return (
        <>
          <button type="button" onClick={() => setOpen(true)}>
            abrir
          </button>
          {open && <Dialog onClose={() => setOpen(false)} />}
        </>
      )
    }
    const { user } = renderWith(new FakeSupabase(), <Page />)
    const opener = screen.getByRole('button', { name: 'abrir' })
    await user.click(opener)
    const retry = await retryButton()
    expect(screen.getByRole('dialog', { name: 'Erro ao abrir' })).toContainElement(retry)
    await user.click(retry)
    expect(await screen.findByText('a parte')).toBeVisible()
    expect(opener).toHaveFocus()
  })

  test('a failed dialog can be closed', async () => {
    const onClose = vi.fn()
    const Dialog = lazyPart<{ onClose: () => void }>(failingAtFirst(), Loading, DialogFailure)
    const { user } = renderWith(new FakeSupabase(), <Dialog onClose={onClose} />)
    await retryButton()
    await user.click(screen.getByRole('button', { name: 'Fechar' }))
    expect(onClose).toHaveBeenCalledOnce()
  })
})
