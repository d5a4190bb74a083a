import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { PanelNav } from '@/components/admin/ai-jobs/panel/PanelNav'

test('the number of jobs that need somebody is written like any other', () => {
  render(<PanelNav attentionJobs={1097} />)
  expect(screen.getByRole('link', { name: /^Atenção\s?1\.097$/ })).toBeVisible()
  expect(screen.getByText('1.097')).toHaveClass('tabular-nums')
})
