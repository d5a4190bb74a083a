import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { FoldedText } from '@/components/admin/ai-jobs/FoldedText'
import { FakeSupabase } from '@/test/fake-supabase'
import { renderWith } from '@/test/render'

const stored = `primeira linha\n${'x'.repeat(150)}`

function renderText(text: string, oneLine = false) {
  const { user } = renderWith(new FakeSupabase(), <FoldedText text={text} oneLine={oneLine} />)
  return user
}

describe.each([false, true])('with one line to itself: %s', (oneLine) => {
  test('a long text is cut, shown whole as it was stored when asked for, and folded again', async () => {
    const user = renderText(stored, oneLine)
    const text = screen.getByText(/^primeira linha/)
    expect(text.textContent).toBe(`primeira linha ${'x'.repeat(105)}…`)
    await user.click(screen.getByRole('button', { name: 'Mostrar tudo', expanded: false }))
    expect(text.textContent).toBe(stored)
    await user.click(screen.getByRole('button', { name: 'Mostrar menos', expanded: true }))
    expect(text.textContent).toHaveLength(121)
  })

  test('a short one has nothing to unfold', () => {
    renderText('curto', oneLine)
    expect(screen.getByText('curto')).toBeVisible()
    expect(screen.queryByRole('button')).not.toBeInTheDocument()
  })

  test('stored markup is text', () => {
    renderText('<b>x</b>', oneLine)
    expect(screen.getByText('<b>x</b>')).toBeVisible()
  })
})

test.each([
  [true, 1],
  [false, 0],
])('33 characters with one line to themselves: %s, buttons to unfold them: %i', (oneLine, buttons) => {
  renderText('x'.repeat(33), oneLine)
  expect(screen.queryAllByRole('button')).toHaveLength(buttons)
})
