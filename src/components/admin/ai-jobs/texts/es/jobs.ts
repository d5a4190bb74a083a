import { type ChargeProof, isJobStatus, type JobStatus, type RefundState } from '@/components/admin/ai-jobs/ai-job'
import { formatDuration, formatInteger, formatTime } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { JobsTexts } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'

const statusLabels: Record<JobStatus, string> = {
  pending: 'Pendiente',
  queued: 'En cola',
  starting: 'Iniciando',
  running: 'Procesando',
  completed: 'Completado',
  failed: 'Falló',
  cancelled: 'Cancelado',
}

const refunds: Record<RefundState, (count: number) => string> = {
  done: (count) => (count > 0 ? plural(count, { one: 'reembolsado', other: 'reembolsados' }) : 'reembolsado'),
  not_charged: () => 'no cobrado',
  pending: () => 'reembolso pendiente',
  failed: () => 'reembolso fallido',
}

export const credits = (count: number) => plural(count, { one: 'crédito', other: 'créditos' })

const refundOutlook: Record<ChargeProof, (count: number) => string> = {
  ledger: (count) => credits(count),
  charged_column: (count) => credits(count),
  presumed: (count) => `${credits(count)} (cobro presunto)`,
  not_charged: () => 'Ninguno: el job no se cobró.',
  already_refunded: () => 'Ninguno: los créditos ya se reembolsaron.',
}

export const jobs: JobsTexts = {
  statusLabels,
  statusLabel: (status) => (isJobStatus(status) ? statusLabels[status] : status),
  periodLabels: {
    today: 'Hoy',
    yesterday: 'Ayer',
    '7d': 'Últimos 7 días',
    '30d': 'Últimos 30 días',
    '90d': 'Últimos 90 días',
    all: 'Todo el historial',
    custom: 'Período libre',
  },
  credits,
  refundOutlook: (proof, count) => refundOutlook[proof](count ?? 0),
  refundStates: { done: 'Hecho', not_charged: 'No cobrado', pending: 'Pendiente', failed: 'Falló' },
  refund: (state, count) => refunds[state](count ?? 0),
  freshness: {
    age: (seconds) => (seconds < 1 ? 'actualizado ahora' : `actualizado hace ${formatDuration(seconds)}`),
    pauses: {
      hidden: 'en pausa: la pestaña está en segundo plano',
      dialog: 'en pausa: hay una ventana abierta',
      sheet: 'en pausa: hay un job abierto',
      selection: 'en pausa: hay jobs seleccionados',
    },
    refreshed: (milliseconds) => `Actualizado a las ${formatTime(milliseconds)}.`,
  },
  waiting: (count) =>
    count > 0 ? `${plural(count, { one: 'job nuevo', other: 'jobs nuevos' })} — mostrar` : 'La lista cambió — mostrar',
  empty: {
    title: 'Ningún job encontrado',
    unfiltered: 'No se creó ningún job en los últimos 30 días.',
    filtered: 'Ningún job corresponde a los filtros.',
    beyond: 'No hay jobs de aquí en adelante.',
    clear: 'Quitar filtros',
  },
  summary: {
    label: 'Resumen del período',
    jobs: 'Jobs en el período',
    in_progress: 'En curso',
    stuck: 'Atascados',
    showStuck: (count) => `Mostrar solo los atascados: ${formatInteger(count)}`,
    completed: 'Completados',
    refunded_credits: 'Créditos reembolsados',
    revenue_credits: 'Créditos consumidos',
    unavailable: '—',
    more: 'Mostrar todos los totales',
    less: 'Mostrar menos totales',
  },
  filters: {
    label: 'Filtros',
    tool: 'Herramienta',
    allTools: 'Todas',
    status: 'Estado',
    allStatuses: 'Todos',
    period: 'Período',
    firstDay: 'Desde',
    lastDay: 'Hasta',
    wrongDays: 'La fecha final es anterior a la inicial.',
    refund: 'Reembolso',
    allRefunds: 'Todos',
    search: 'Buscar',
    searchHint: 'Nombre, correo o id completo',
    stuckOnly: 'Solo atascados',
  },
  results: 'Resultados',
  table: {
    label: 'Jobs',
    date: 'Fecha',
    customer: 'Cliente',
    tool: 'Herramienta',
    status: 'Estado',
    waiting: 'Espera',
    running: 'Procesamiento',
    age: 'Edad',
    credits: 'Créditos',
    actions: 'Acciones',
    noCustomer: 'Sin cliente',
    noValue: '—',
    stuck: 'Atascado',
    ageLimit: (seconds) => `límite de ${formatDuration(seconds)}`,
    warning: 'cerca del límite',
    lateResult: 'Resultado tardío',
    open: 'Abrir el job',
    select: (customer) => `Seleccionar el job de ${customer}`,
    selectPage: 'Seleccionar los jobs en curso de esta página',
    wholeError: 'Mostrar todo',
    shortError: 'Mostrar menos',
  },
  pages: {
    label: 'Páginas',
    newest: 'Inicio',
    newer: 'Anterior',
    older: 'Siguiente',
    count: (count) => plural(count, { one: 'job', other: 'jobs' }),
    span: (from, to) => (from === to ? `de ${from}` : `de ${from} a ${to}`),
  },
}
