import { type ChargeProof, isJobStatus, type JobStatus, type RefundState } from '@/components/admin/ai-jobs/ai-job'
import type { Period } from '@/components/admin/ai-jobs/ai-job-filter'
import { formatDuration, formatInteger, formatTime } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { PauseReason } from '@/components/admin/ai-jobs/use-live-refresh'

const statusLabels = {
  pending: 'Pendente',
  queued: 'Na fila',
  starting: 'Iniciando',
  running: 'Processando',
  completed: 'Concluído',
  failed: 'Falhou',
  cancelled: 'Cancelado',
} satisfies Record<JobStatus, string>

const periodLabels = {
  today: 'Hoje',
  yesterday: 'Ontem',
  '7d': 'Últimos 7 dias',
  '30d': 'Últimos 30 dias',
  '90d': 'Últimos 90 dias',
  all: 'Todo o histórico',
  custom: 'Período livre',
} satisfies Record<Period, string>

const refundStates = {
  done: 'Feito',
  not_charged: 'Não cobrado',
  pending: 'Pendente',
  failed: 'Falhou',
} satisfies Record<RefundState, string>

const refunds = {
  done: (count) => (count > 0 ? plural(count, { one: 'estornado', other: 'estornados' }) : 'estornado'),
  not_charged: () => 'não cobrado',
  pending: () => 'estorno pendente',
  failed: () => 'estorno falhou',
} satisfies Record<RefundState, (count: number) => string>

const pauses = {
  hidden: 'pausado: a aba está em segundo plano',
  dialog: 'pausado: há uma janela aberta',
  sheet: 'pausado: há um job aberto',
  selection: 'pausado: há jobs selecionados',
} satisfies Record<PauseReason, string>

export const credits = (count: number) => plural(count, { one: 'crédito', other: 'créditos' })

const refundOutlook = {
  ledger: (count) => credits(count),
  charged_column: (count) => credits(count),
  presumed: (count) => `${credits(count)} (cobrança presumida)`,
  not_charged: () => 'Nenhum: o job não foi cobrado.',
  already_refunded: () => 'Nenhum: os créditos já foram estornados.',
} satisfies Record<ChargeProof, (count: number) => string>

/** The list of jobs: filters, summary, table, pages. */
export const jobs = {
  statusLabels,
  statusLabel: (status: string) => (isJobStatus(status) ? statusLabels[status] : status),
  periodLabels,
  credits,
  refundOutlook: (proof: ChargeProof, count: number | null) => refundOutlook[proof](count ?? 0),
  refundStates,
  refund: (state: RefundState, count: number | null) => refunds[state](count ?? 0),
  freshness: {
    age: (seconds: number) => (seconds < 1 ? 'atualizado agora' : `atualizado há ${formatDuration(seconds)}`),
    pauses,
    refreshed: (milliseconds: number) => `Atualizado às ${formatTime(milliseconds)}.`,
  },
  waiting: (count: number) =>
    count > 0 ? `${plural(count, { one: 'novo job', other: 'novos jobs' })} — mostrar` : 'A lista mudou — mostrar',
  empty: {
    title: 'Nenhum job encontrado',
    unfiltered: 'Nenhum job foi criado nos últimos 30 dias.',
    filtered: 'Nenhum job corresponde aos filtros.',
    beyond: 'Não há jobs daqui em diante.',
    clear: 'Limpar filtros',
  },
  summary: {
    label: 'Resumo do período',
    jobs: 'Jobs no período',
    in_progress: 'Em andamento',
    stuck: 'Presos',
    showStuck: (count: number) => `Mostrar só os presos: ${formatInteger(count)}`,
    completed: 'Concluídos',
    refunded_credits: 'Créditos estornados',
    revenue_credits: 'Créditos consumidos',
    unavailable: '—',
    more: 'Mostrar todos os totais',
    less: 'Mostrar menos totais',
  },
  filters: {
    label: 'Filtros',
    tool: 'Ferramenta',
    allTools: 'Todas',
    status: 'Status',
    allStatuses: 'Todos',
    period: 'Período',
    firstDay: 'De',
    lastDay: 'Até',
    wrongDays: 'A data final vem antes da inicial.',
    refund: 'Estorno',
    allRefunds: 'Todos',
    search: 'Buscar',
    searchHint: 'Nome, e-mail ou id inteiro',
    stuckOnly: 'Só presos',
  },
  results: 'Resultados',
  table: {
    label: 'Jobs',
    date: 'Data',
    customer: 'Cliente',
    tool: 'Ferramenta',
    status: 'Status',
    waiting: 'Espera',
    running: 'Processamento',
    age: 'Idade',
    credits: 'Créditos',
    actions: 'Ações',
    noCustomer: 'Sem cliente',
    noValue: '—',
    stuck: 'Preso',
    ageLimit: (seconds: number) => `limite de ${formatDuration(seconds)}`,
    warning: 'perto do limite',
    lateResult: 'Resultado tardio',
    open: 'Abrir o job',
    select: (customer: string) => `Selecionar o job de ${customer}`,
    selectPage: 'Selecionar os jobs em andamento desta página',
    wholeError: 'Mostrar tudo',
    shortError: 'Mostrar menos',
  },
  pages: {
    label: 'Páginas',
    newest: 'Início',
    newer: 'Anterior',
    older: 'Próxima',
    count: (count: number) => plural(count, { one: 'job', other: 'jobs' }),
    span: (from: string, to: string) => (from === to ? `de ${from}` : `de ${from} a ${to}`),
  },
}

export type JobsTexts = typeof jobs
