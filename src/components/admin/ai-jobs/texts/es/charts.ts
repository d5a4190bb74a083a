import type { ChartsTexts } from '@/components/admin/ai-jobs/texts/pt-BR/charts'

export const charts: ChartsTexts = {
  title: 'Jobs terminados y créditos reembolsados',
  detail: (timeZone) => `Días en la zona horaria ${timeZone.replace(/_/g, ' ')}.`,
  totalsLabel: 'Totales del período',
  totals: {
    timeout: 'Terminados por tiempo',
    cancel: 'Cancelados',
    close: 'Terminados sin reembolso',
    repair: 'Reparados',
    credits: 'Créditos reembolsados',
  },
  measures: { timeout: 'Por tiempo', by_hand: 'A mano', credits: 'Créditos reembolsados' },
  titles: {
    perDay: { ended: 'Jobs terminados por día', credits: 'Créditos reembolsados por día' },
    perTool: { ended: 'Jobs terminados por herramienta', credits: 'Créditos reembolsados por herramienta' },
    perToolAndDay: {
      ended: 'Jobs terminados por herramienta y día',
      credits: 'Créditos reembolsados por herramienta y día',
    },
  },
  day: 'Día',
  asTable: 'Ver como tabla',
  asChart: 'Ver como gráfico',
  empty: {
    title: 'No se terminó nada',
    detail: 'En este período ningún job se terminó por tiempo ni a mano.',
  },
}
