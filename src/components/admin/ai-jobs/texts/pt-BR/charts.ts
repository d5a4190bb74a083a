import type { ChartTotals, Measure, Subject } from '@/components/admin/ai-jobs/charts/chart-rows'

/** What was ended and what went back, as charts. */
export const charts = {
  title: 'Jobs encerrados e créditos estornados',
  detail: (timeZone: string) => `Dias no fuso horário ${timeZone.replace(/_/g, ' ')}.`,
  totalsLabel: 'Totais do período',
  totals: {
    timeout: 'Encerrados por tempo',
    cancel: 'Cancelados',
    close: 'Encerrados sem estorno',
    repair: 'Reparados',
    credits: 'Créditos estornados',
  } satisfies Record<keyof ChartTotals, string>,
  measures: {
    timeout: 'Por tempo',
    by_hand: 'À mão',
    credits: 'Créditos estornados',
  } satisfies Record<Measure, string>,
  titles: {
    perDay: { ended: 'Jobs encerrados por dia', credits: 'Créditos estornados por dia' },
    perTool: { ended: 'Jobs encerrados por ferramenta', credits: 'Créditos estornados por ferramenta' },
    perToolAndDay: {
      ended: 'Jobs encerrados por ferramenta e dia',
      credits: 'Créditos estornados por ferramenta e dia',
    },
  } satisfies Record<string, Record<Subject, string>>,
  day: 'Dia',
  asTable: 'Ver como tabela',
  asChart: 'Ver como gráfico',
  empty: {
    title: 'Nada foi encerrado',
    detail: 'Neste período, nenhum job foi encerrado por tempo nem à mão.',
  },
}

export type ChartsTexts = typeof charts
