import { expect, test } from 'vitest'
import { dayRows, toolRows, totalsOf } from '@/components/admin/ai-jobs/charts/chart-rows'
import { endings } from '@/test/ending-count-factory'
import { tools } from '@/test/fake-supabase'

const span = { firstDay: '2026-11-21', days: 3 }

test('every day has a row, also one on which nothing ended', () => {
  const rows = dayRows(span, [endings('timeout', { day: '2026-11-22', jobs: 2, credits: 120 })])
  expect(rows).toEqual([
    { key: '2026-11-21', label: '21/11/2026', timeout: 0, by_hand: 0, credits: 0 },
    { key: '2026-11-22', label: '22/11/2026', timeout: 2, by_hand: 0, credits: 120 },
    { key: '2026-11-23', label: '23/11/2026', timeout: 0, by_hand: 0, credits: 0 },
  ])
})

test('cancelled and closed jobs are those that ended by hand; all tools of a day add up', () => {
  const [row] = dayRows({ ...span, days: 1 }, [
    endings('cancel', { day: '2026-11-21', jobs: 3, credits: 180 }),
    endings('cancel', { day: '2026-11-21', table_name: 'video_upscaler_jobs', jobs: 1, credits: 75 }),
    endings('close', { day: '2026-11-21', jobs: 1, credits: 0 }),
  ])
  expect(row).toMatchObject({ timeout: 0, by_hand: 5, credits: 255 })
})

test('a repair ends no job, but gives credits back', () => {
  const [row] = dayRows({ ...span, days: 1 }, [endings('repair', { day: '2026-11-21', jobs: 1, credits: 60 })])
  expect(row).toMatchObject({ timeout: 0, by_hand: 0, credits: 60 })
})

test('the tool with most ended jobs comes first, one without any last', () => {
  const rows = toolRows(tools, [
    endings('timeout', { table_name: 'video_upscaler_jobs', tool_label: 'Upscaler de vídeo' }),
  ])
  expect(rows.map((row) => row.label)).toEqual(['Upscaler de vídeo', 'Upscaler de imagem'])
})

test('a tool that is registered no more keeps what it ended', () => {
  const rows = toolRows([], [endings('cancel', { table_name: 'gone_jobs', tool_label: 'gone_jobs', jobs: 4 })])
  expect(rows).toMatchObject([{ key: 'gone_jobs', by_hand: 4 }])
})

test('totals tell every ending apart', () => {
  const counts = [
    endings('timeout', { jobs: 5, credits: 300 }),
    endings('cancel', { jobs: 2, credits: 120 }),
    endings('close', { jobs: 1, credits: 0 }),
    endings('repair', { jobs: 3, credits: 180 }),
  ]
  expect(totalsOf(counts)).toEqual({ timeout: 5, cancel: 2, close: 1, repair: 3, credits: 600 })
})
