import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { CleanerPill } from '@/components/admin/ai-jobs/cleaner/CleanerPill'
import { type CleanerHealth, parseCleanerHealth } from '@/components/admin/ai-jobs/cleaner/cleaner-health'
import { cleanerHealth } from '@/test/cleaner-factory'
import { tools as allOn, FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

const read = (row: object): CleanerHealth => parseCleanerHealth([row])

function renderPill(health: CleanerHealth | undefined, { failed = false, tools = allOn } = {}) {
  renderWith(new FakeSupabase(), <CleanerPill health={health} failed={failed} tools={tools} />)
}

describe('the pill says in words how the cleaner is', () => {
  test.each([
    ['Limpeza há 2 min', { minutesAgo: 2 }],
    ['Limpeza há menos de 1 min', { minutesAgo: 0 }],
    ['Limpeza há 6 min', { minutesAgo: 6 }],
    ['Limpeza atrasada', { minutesAgo: 7 }],
    ['Limpeza atrasada', { minutesAgo: 11 }],
    ['Limpeza parada', { minutesAgo: 12 }],
    ['Limpeza com falhas', { minutesAgo: 2, problems: ['cron_inactive'] }],
    ['Limpeza ainda não rodou', { minutesAgo: 1, last_success_at: null }],
  ])('%s', (text, state) => {
    renderPill(read(cleanerHealth(state)))
    expect(screen.getByRole('link')).toHaveTextContent(new RegExp(`^${text}$`))
  })

  test('an age that the database told keeps growing, whatever this clock says', () => {
    renderPill({ ...read(cleanerHealth({ minutesAgo: 2 })), read_at: Date.now() - 120_000 })
    expect(screen.getByRole('link', { name: 'Limpeza há 4 min' })).toBeVisible()
  })

  test('an old answer is not shown as if it were news', () => {
    renderPill(read(cleanerHealth({ minutesAgo: 2 })), { failed: true })
    expect(screen.getByRole('link', { name: 'Limpeza: sem resposta' })).toBeVisible()
  })
})

test('the pill leads to the cleaner’s view and keeps the rest of the address', () => {
  window.history.replaceState(null, '', '/?tool=upscaler_jobs')
  renderPill(read(cleanerHealth({ minutesAgo: 2 })))
  expect(screen.getByRole('link')).toHaveAttribute('href', '/?tool=upscaler_jobs&view=cleaner')
})

describe('a cleanup that is switched off', () => {
  const [image, video] = allOn.map((tool) => ({ ...tool, enabled: false }))

  test.each([
    // On a phone the first words, elsewhere the others: a style decides.
    [/1 desligada ?1 ferramenta desligada$/, [...allOn.slice(0, 1), ...(video ? [video] : [])]],
    [/2 desligadas ?2 ferramentas desligadas$/, [image, video].filter((tool) => tool !== undefined)],
  ])('is no good news: %s', (text, tools) => {
    renderPill(read(cleanerHealth({ minutesAgo: 2 })), { tools })
    expect(screen.getByRole('link', { name: text })).toHaveClass('text-amber-800')
  })

  test('leads to the tool that can be switched on', () => {
    renderPill(read(cleanerHealth({ minutesAgo: 2 })), { tools: [...allOn.slice(0, 1), ...(video ? [video] : [])] })
    expect(screen.getByRole('link')).toHaveAttribute('href', '/?view=cleaner&tool_limits=video_upscaler_jobs')
  })

  test('does not hide that nothing runs at all', () => {
    renderPill(read(cleanerHealth({ minutesAgo: 12 })), { tools: [...(image ? [image] : [])] })
    expect(screen.getByRole('link', { name: 'Limpeza parada' })).toBeVisible()
  })
})

test('nothing is said before the first answer', () => {
  renderPill(undefined)
  expect(screen.queryByRole('link')).not.toBeInTheDocument()
})
