import { formatInteger } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { CsvTexts } from '@/components/admin/ai-jobs/texts/pt-BR/csv'

const jobs = (count: number) => plural(count, { one: 'job', other: 'jobs' })

export const csv: CsvTexts = {
  export: 'Exportar CSV',
  progress: (done, total) =>
    total === undefined ? `Exportando: ${jobs(done)}` : `Exportando: ${formatInteger(done)} de ${jobs(total)}`,
  stop: 'Detener',
  done: (count) => `CSV exportado: ${jobs(count)}.`,
  stopped: 'Exportación detenida. No se guardó ningún archivo.',
  failed: 'No se pudo exportar. Inténtelo de nuevo.',
  columns: {
    created: 'Creado el',
    started: 'Iniciado el',
    completed: 'Terminado el',
    tool: 'Herramienta',
    customer: 'Cliente',
    email: 'Correo electrónico',
    status: 'Estado',
    waiting: 'Espera (min)',
    running: 'Procesamiento (min)',
    cost: 'Créditos',
    refund: 'Reembolso',
    refunded: 'Créditos reembolsados',
    ending: 'Terminado por',
    late: 'Resultado tardío',
    error: 'Error',
    id: 'Id del job',
    task: 'Id del proveedor',
    user: 'Id del cliente',
  },
  endings: { timeout: 'límite', cancel: 'administrador', close: 'sin reembolso', repair: 'corrección' },
  yes: 'sí',
}
