import type { ChartsTexts } from '@/components/admin/ai-jobs/texts/pt-BR/charts'

export const charts: ChartsTexts = {
  title: 'Jobs ended and credits refunded',
  detail: (timeZone) => `Days in the time zone ${timeZone.replace(/_/g, ' ')}.`,
  totalsLabel: 'Totals of the period',
  totals: {
    timeout: 'Ended by timeout',
    cancel: 'Cancelled',
    close: 'Ended without refund',
    repair: 'Repaired',
    credits: 'Credits refunded',
  },
  measures: { timeout: 'By timeout', by_hand: 'By hand', credits: 'Credits refunded' },
  titles: {
    endedPerDay: 'Jobs ended per day',
    creditsPerDay: 'Credits refunded per day',
    endedPerTool: 'Jobs ended per tool',
    creditsPerTool: 'Credits refunded per tool',
  },
  day: 'Day',
  asTable: 'Show as table',
  asChart: 'Show as chart',
  empty: { title: 'Nothing was ended', detail: 'In this period no job was ended by timeout or by hand.' },
}
