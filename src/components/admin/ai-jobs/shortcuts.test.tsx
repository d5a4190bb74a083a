import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { finishedJob, runningJob } from '@/test/ai-job-factory'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderTab } from '@/test/render'

const jobs = [
  runningJob({ minutesAgo: 3, customer_name: 'Ana' }),
  finishedJob('completed', { customer_name: 'Bia' }),
  runningJob({ minutesAgo: 7, customer_name: 'Caio' }),
]

async function openList() {
  const server = new FakeSupabase(jobs)
  const { user } = renderTab(server)
  await screen.findByText('Caio')
  return { server, user }
}

const rowOf = (name: string) => screen.getByRole('row', { name: new RegExp(name) })
const boxOf = (name: string) => screen.getByRole('checkbox', { name: `Selecionar o job de ${name}` })

describe('walking over the jobs', () => {
  test('j goes down and k goes up, and both stop at the ends', async () => {
    const { user } = await openList()
    await user.keyboard('j')
    expect(rowOf('Ana')).toHaveFocus()
    await user.keyboard('jjj')
    expect(rowOf('Caio')).toHaveFocus()
    await user.keyboard('k')
    expect(rowOf('Bia')).toHaveFocus()
    await user.keyboard('kkk')
    expect(rowOf('Ana')).toHaveFocus()
  })

  test('goes on from the row in which the focus is', async () => {
    const { user } = await openList()
    act(() => boxOf('Ana').focus())
    await user.keyboard('j')
    expect(rowOf('Bia')).toHaveFocus()
  })

  test('works on cards as well', async () => {
    vi.spyOn(window, 'matchMedia').mockImplementation((media) =>
      Object.assign(new EventTarget(), { matches: true, media, onchange: null, addListener() {}, removeListener() {} }),
    )
    const { user } = await openList()
    await user.keyboard('jjj')
    const card = within(screen.getByRole('list', { name: 'Jobs' })).getAllByRole('listitem')[2]
    expect(card).toHaveFocus()
    vi.restoreAllMocks()
  })
})

describe('acting on the job that has the focus', () => {
  test('x selects it, and lets go of it again', async () => {
    const { user } = await openList()
    await user.keyboard('jx')
    expect(boxOf('Ana')).toBeChecked()
    await user.keyboard('x')
    expect(boxOf('Ana')).not.toBeChecked()
  })

  test('c asks whether to cancel it, and going back leads to its row', async () => {
    const { user } = await openList()
    await user.keyboard('jjjc')
    expect(within(await screen.findByRole('alertdialog')).getByText('Caio')).toBeVisible()
    await user.keyboard('{Escape}')
    await waitFor(() => expect(rowOf('Caio')).toHaveFocus())
  })

  test('a job that is over is neither selected nor cancelled', async () => {
    const { user } = await openList()
    await user.keyboard('jjxc')
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
    expect(screen.queryByRole('checkbox', { checked: true })).not.toBeInTheDocument()
  })

  test.each(['o', '{Enter}'])('%s opens it', async (key) => {
    const { user } = await openList()
    await user.keyboard(`jj${key}`)
    expect(new URLSearchParams(window.location.search).get('open')).toBe(`upscaler_jobs/${jobs[1]?.id}`)
  })

  test('without a row in focus nothing is done', async () => {
    const { user } = await openList()
    await user.keyboard('xco')
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
    expect(window.location.search).toBe('')
  })
})

describe('the rest of the page', () => {
  test('/ leads to the search, and Esc back to the jobs', async () => {
    const { user } = await openList()
    await user.keyboard('/')
    expect(screen.getByLabelText('Buscar')).toHaveFocus()
    expect(screen.getByLabelText('Buscar')).toHaveValue('')
    await user.keyboard('{Escape}')
    expect(rowOf('Ana')).toHaveFocus()
  })

  test('r refreshes', async () => {
    const { server, user } = await openList()
    await user.keyboard('r')
    await waitFor(() => expect(server.listCalls()).toHaveLength(2))
    expect(await screen.findByText(/^Atualizado às/)).toBeInTheDocument()
  })

  test('Esc lets go of all selected jobs', async () => {
    const { user } = await openList()
    await user.click(screen.getByRole('checkbox', { name: 'Selecionar os jobs em andamento desta página' }))
    expect(screen.getAllByRole('checkbox', { checked: true })).toHaveLength(3)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('checkbox', { checked: true })).not.toBeInTheDocument()
  })

  test('Esc that closes a list of choices leaves the selection alone', async () => {
    const { user } = await openList()
    await user.keyboard('jx')
    await user.click(screen.getByRole('combobox', { name: 'Status' }))
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument()
    expect(boxOf('Ana')).toBeChecked()
  })

  test('? lists the keys, and closing the list leads back to the row', async () => {
    const { user } = await openList()
    await user.keyboard('j?')
    const dialog = within(await screen.findByRole('dialog', { name: 'Atalhos de teclado' }))
    expect(dialog.getByText('Próxima linha')).toBeVisible()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
    await waitFor(() => expect(rowOf('Ana')).toHaveFocus())
  })
})

describe('keys that are no shortcuts', () => {
  test('in a text field they are letters', async () => {
    const { user } = await openList()
    await user.type(screen.getByLabelText('Buscar'), 'jock?')
    expect(screen.getByLabelText('Buscar')).toHaveValue('jock?')
    expect(screen.getByLabelText('Buscar')).toHaveFocus()
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
  })

  test('with a modifier they are the browser’s', async () => {
    const { server, user } = await openList()
    await user.keyboard('{Control>}r{/Control}{Meta>}j{/Meta}{Alt>}c{/Alt}')
    expect(server.listCalls()).toHaveLength(1)
    expect(document.body).toHaveFocus()
  })

  test('in a dialog they are the dialog’s, and its Esc leaves the selection alone', async () => {
    const { server, user } = await openList()
    await user.keyboard('jxc')
    await user.keyboard('r')
    expect(server.listCalls()).toHaveLength(1)
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('alertdialog')).not.toBeInTheDocument()
    expect(boxOf('Ana')).toBeChecked()
  })

  test('turned off they do nothing, now and after a reload', async () => {
    const { user } = await openList()
    await user.click(screen.getByRole('button', { name: 'Atalhos' }))
    await user.click(await screen.findByRole('checkbox', { name: 'Usar atalhos neste navegador' }))
    await user.click(screen.getByRole('button', { name: 'Fechar' }))
    await user.keyboard('/')
    expect(screen.getByLabelText('Buscar')).not.toHaveFocus()
    expect(window.localStorage.getItem('estorno-shortcuts')).toBe('off')
  })
})
