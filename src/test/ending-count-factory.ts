import type { Ending, EndingCount } from '@/components/admin/ai-jobs/charts/ending-count'

export function endings(ending: Ending, overrides: Partial<EndingCount> = {}): EndingCount {
  return {
    day: '2026-11-23',
    table_name: 'upscaler_jobs',
    tool_label: 'Upscaler de imagem',
    ending,
    jobs: 1,
    credits: 60,
    ...overrides,
  }
}
