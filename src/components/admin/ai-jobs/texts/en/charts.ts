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
    perDay: { ended: 'Jobs ended per day', credits: 'Credits refunded per day' },
    perTool: { ended: 'Jobs ended per tool', credits: 'Credits refunded per tool' },
    perToolAndDay: { ended: 'Jobs ended per tool and day', credits: 'Credits refunded per tool and day' },
  },
  day: 'Day',
  asTable: 'Show as table',
  asChart: 'Show as chart',
  empty: { title: 'Nothing was ended', detail: 'In this period no job was ended by timeout or by hand.' },
}
