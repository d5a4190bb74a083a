import { formatInteger } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'

const jobs = (count: number) => plural(count, { one: 'job', other: 'jobs' })

/** The export of what the filter shows: on the page, and the head of the file. */
export const csv = {
  export: 'Exportar CSV',
  progress: (done: number, total: number | undefined) =>
    total === undefined ? `Exportando: ${jobs(done)}` : `Exportando: ${formatInteger(done)} de ${jobs(total)}`,
  stop: 'Parar',
  done: (count: number) => `CSV exportado: ${jobs(count)}.`,
  stopped: 'Exportação interrompida. Nenhum arquivo foi salvo.',
  failed: 'Não foi possível exportar. Tente de novo.',
  columns: {
    created: 'Criado em',
    started: 'Iniciado em',
    completed: 'Terminado em',
    tool: 'Ferramenta',
    customer: 'Cliente',
    email: 'E-mail',
    status: 'Status',
    waiting: 'Espera (min)',
    running: 'Processamento (min)',
    cost: 'Créditos',
    refund: 'Estorno',
    refunded: 'Créditos estornados',
    ending: 'Encerrado por',
    late: 'Resultado tardio',
    error: 'Erro',
    id: 'Id do job',
    task: 'Id do provedor',
    user: 'Id do cliente',
  },
  endings: { timeout: 'limite', cancel: 'administrador', close: 'sem estorno', repair: 'correção' },
  yes: 'sim',
}

export type CsvTexts = typeof csv
