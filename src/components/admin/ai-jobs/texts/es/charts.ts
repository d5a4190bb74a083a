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
    endedPerDay: 'Jobs terminados por día',
    creditsPerDay: 'Créditos reembolsados por día',
    endedPerTool: 'Jobs terminados por herramienta',
    creditsPerTool: 'Créditos reembolsados por herramienta',
  },
  day: 'Día',
  asTable: 'Ver como tabla',
  asChart: 'Ver como gráfico',
  empty: {
    title: 'No se terminó nada',
    detail: 'En este período ningún job se terminó por tiempo ni a mano.',
  },
}
