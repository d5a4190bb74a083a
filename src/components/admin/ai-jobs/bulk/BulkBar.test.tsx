import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { renderBar, stuckJobs } from '@/test/bulk-bar'

describe('the bar', () => {
  test('says in its place that nothing can be cancelled, while nothing is selected either', () => {
    renderBar([], 0)
    expect(screen.queryByRole('region', { name: 'Ações em lote' })).not.toBeInTheDocument()
    expect(screen.getByText('Nenhum job em andamento para cancelar.')).toBeVisible()
  })

  test('offers all that match the filter', () => {
    renderBar([], 1284)
    expect(screen.getByRole('button', { name: 'Cancelar todos os 1.284 que correspondem ao filtro' })).toBeVisible()
    expect(screen.queryByRole('button', { name: 'Cancelar selecionados' })).not.toBeInTheDocument()
  })

  test('counts what is selected, and clears it', async () => {
    const { user, click } = renderBar(stuckJobs(3))
    await user.click(screen.getAllByRole('checkbox')[0] ?? document.body)
    expect(screen.getByText('1 selecionado')).toBeVisible()
    await click('todos')
    expect(screen.getByText('3 selecionados')).toBeVisible()
    await click('Limpar seleção')
    expect(screen.queryByText(/selecionado/)).not.toBeInTheDocument()
  })
})
