import { expect, test } from 'vitest'
import { DEFAULT_FILTER } from '@/components/admin/ai-jobs/ai-job-filter'
import { describeFilter } from '@/components/admin/ai-jobs/bulk/describe-filter'
import { tools } from '@/test/fake-supabase'

test.each([
  [{}, 'últimos 30 dias'],
  [
    { tool: 'upscaler_jobs', stuckOnly: true, period: '7d' },
    'ferramenta Upscaler de imagem, só presos, de qualquer data',
  ],
  [{ tool: 'gone_jobs' }, 'ferramenta gone_jobs, últimos 30 dias'],
  [{ status: 'queued', period: 'today' }, 'status na fila, hoje'],
  [{ refund: 'not_charged', period: 'all' }, 'estorno não cobrado, todo o histórico'],
  [{ search: 'cliente@example.com', period: 'yesterday' }, 'busca por “cliente@example.com”, ontem'],
  [
    { search: ' 0ce0ce01-0000-4000-8000-00000000000A ', period: 'today' },
    'busca por “ 0ce0ce01-0000-4000-8000-00000000000A ”, de qualquer data',
  ],
  [{ search: 'rh-scene-3', period: 'today' }, 'busca por “rh-scene-3”, hoje, se for um id, de qualquer data'],
  [{ search: 'Ana Empresa', period: 'today' }, 'busca por “Ana Empresa”, hoje'],
  [{ period: 'custom', firstDay: '2026-11-01', lastDay: '2026-11-30' }, 'de 01/11/2026, até 30/11/2026'],
  [{ period: 'custom', lastDay: '2026-11-30' }, 'até 30/11/2026'],
  [{ period: 'custom' }, 'todo o histórico'],
] as const)('the filter %o reads "%s"', (filter, text) => {
  expect(describeFilter({ ...DEFAULT_FILTER, ...filter }, tools)).toBe(text)
})
