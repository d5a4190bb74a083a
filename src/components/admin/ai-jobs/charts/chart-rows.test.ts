import { describe, expect, test } from 'vitest'
import {
  dayRows,
  MEASURES,
  toolDayRows,
  toolDays,
  toolRows,
  totalsOf,
} from '@/components/admin/ai-jobs/charts/chart-rows'
import { endings } from '@/test/ending-count-factory'
import { tools } from '@/test/fake-supabase'

const span = { firstDay: '2026-11-21', days: 3 }

test('every day has a row, also one on which nothing ended', () => {
  const rows = dayRows(span, [endings('timeout', { day: '2026-11-22', jobs: 2, credits: 120 })])
  expect(rows).toEqual([
    { key: '2026-11-21', labels: ['21/11/2026'], timeout: 0, by_hand: 0, credits: 0 },
    { key: '2026-11-22', labels: ['22/11/2026'], timeout: 2, by_hand: 0, credits: 120 },
    { key: '2026-11-23', labels: ['23/11/2026'], timeout: 0, by_hand: 0, credits: 0 },
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
  expect(rows.map((row) => row.labels)).toEqual([['Upscaler de vídeo'], ['Upscaler de imagem']])
})

test('a tool that is registered no more keeps what it ended', () => {
  const rows = toolRows([], [endings('cancel', { table_name: 'gone_jobs', tool_label: 'gone_jobs', jobs: 4 })])
  expect(rows).toMatchObject([{ key: 'gone_jobs', by_hand: 4 }])
})

describe('per tool and day', () => {
  const video = { table_name: 'video_upscaler_jobs', tool_label: 'Upscaler de vídeo' }
  const tools = toolDays(span, [
    endings('timeout', { day: '2026-11-21', jobs: 2, credits: 120 }),
    endings('close', { day: '2026-11-22', jobs: 1, credits: 0 }),
    endings('timeout', { ...video, day: '2026-11-21', jobs: 4, credits: 300 }),
    endings('repair', { ...video, day: '2026-11-23', jobs: 1, credits: 75 }),
  ])

  test('each tool has every day, with its own figures, the tool with most ended jobs first', () => {
    expect(tools.map(({ label, rows }) => [label, rows.map((row) => [row.timeout, row.by_hand, row.credits])])).toEqual(
      [
        [
          'Upscaler de vídeo',
          [
            [4, 0, 300],
            [0, 0, 0],
            [0, 0, 75],
          ],
        ],
        [
          'Upscaler de imagem',
          [
            [2, 0, 120],
            [0, 1, 0],
            [0, 0, 0],
          ],
        ],
      ],
    )
  })

  test('the table names day and tool, day by day, where there is something to say', () => {
    expect(toolDayRows(tools, MEASURES.ended).map((row) => [...row.labels, row.timeout, row.by_hand])).toEqual([
      ['21/11/2026', 'Upscaler de vídeo', 4, 0],
      ['21/11/2026', 'Upscaler de imagem', 2, 0],
      ['22/11/2026', 'Upscaler de imagem', 0, 1],
    ])
    expect(toolDayRows(tools, MEASURES.credits).map((row) => [...row.labels, row.credits])).toEqual([
      ['21/11/2026', 'Upscaler de vídeo', 300],
      ['21/11/2026', 'Upscaler de imagem', 120],
      ['23/11/2026', 'Upscaler de vídeo', 75],
    ])
  })
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
