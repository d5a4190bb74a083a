import { type ChargeProof, isJobStatus, type JobStatus } from '@/components/admin/ai-jobs/ai-job'
import type { Period } from '@/components/admin/ai-jobs/ai-job-filter'
import type { CancelAiJobError, CancelErrorCode } from '@/components/admin/ai-jobs/cancel-ai-job'
import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'

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
} satisfies Record<Period, string>

const credits = (count: number) => `${formatInteger(count)} ${count === 1 ? 'crédito' : 'créditos'}`
const refunded = (count: number) => `${credits(count)} ${count === 1 ? 'estornado' : 'estornados'}`
const statusLabel = (status: string) => (isJobStatus(status) ? statusLabels[status] : status)

const attentionTexts = new Map([
  ['predates_installation', 'Anterior à instalação: encerre à mão.'],
  ['refund_failed', 'O estorno falhou; será tentado de novo.'],
  ['busy', 'O job está bloqueado por outro processo; será tentado de novo.'],
  ['not_ended', 'Não foi possível encerrar; será tentado de novo.'],
])

const refundOutlook = {
  ledger: (count) => credits(count),
  charged_column: (count) => credits(count),
  presumed: (count) => `${credits(count)} (cobrança presumida)`,
  not_charged: () => 'Nenhum: o job não foi cobrado.',
  already_refunded: () => 'Nenhum: os créditos já foram estornados.',
} satisfies Record<ChargeProof, (count: number) => string>

type ErrorDetails = CancelAiJobError['details']

const cancelErrors = {
  invalid_request: () => 'O pedido de cancelamento não foi aceito. Confira o motivo e tente de novo.',
  unauthenticated: () => 'Sua sessão expirou. Entre de novo para cancelar o job.',
  not_admin: () => 'Só administradores podem cancelar jobs.',
  job_not_found: () => 'Este job não existe mais.',
  method_not_allowed: () => 'O painel está desatualizado. Recarregue a página.',
  job_already_over: ({ status }) =>
    status
      ? `O job já tinha terminado (${statusLabel(status)}). Nada foi alterado.`
      : 'O job já tinha terminado. Nada foi alterado.',
  payload_too_large: () => 'O motivo é longo demais. Encurte o texto e tente de novo.',
  rate_limited: ({ retryAfterSeconds }) =>
    retryAfterSeconds
      ? `Muitos cancelamentos seguidos. Tente de novo em ${formatDuration(retryAfterSeconds)}.`
      : 'Muitos cancelamentos seguidos. Tente de novo daqui a pouco.',
  refund_failed: () => 'O estorno falhou, por isso o job não foi cancelado. Tente de novo daqui a pouco.',
  internal_error: () => 'O servidor encontrou um erro. Confira o job na lista antes de tentar de novo.',
  no_answer: () => 'O servidor não respondeu e o job continua em andamento. Pode tentar de novo.',
  outcome_unknown: () => 'Sem resposta do servidor. Atualize a lista para saber se o job foi cancelado.',
} satisfies Record<CancelErrorCode, (details: ErrorDetails) => string>

/** Every text a person sees in the panel. */
export const texts = {
  product: 'Estorno',
  loading: 'Carregando…',
  signIn: {
    title: 'Entrar',
    intro: 'Painel de jobs de IA e estorno de créditos.',
    email: 'E-mail',
    password: 'Senha',
    submit: 'Entrar',
    signOut: 'Sair',
    errors: {
      credentials: 'E-mail ou senha incorretos.',
      unconfirmed: 'Confirme seu e-mail antes de entrar.',
      tooMany: 'Muitas tentativas. Aguarde um pouco e tente de novo.',
      network: 'O servidor não respondeu. Verifique sua conexão e tente de novo.',
      other: 'Não foi possível entrar. Tente de novo.',
    },
  },
  title: 'Uso das ferramentas de IA',
  subtitle: 'Jobs de todas as ferramentas, do mais novo ao mais antigo.',
  refresh: 'Atualizar',
  updatedAt: (time: string) => `Atualizado às ${time}`,
  notAdmin: {
    title: 'Página só para administradores',
    detail: 'Sua conta não tem acesso ao histórico de uso das ferramentas de IA.',
  },
  loadError: {
    title: 'Não foi possível carregar os jobs',
    detail: 'Verifique sua conexão e tente de novo.',
    sessionExpired: 'Sua sessão expirou. Saia e entre de novo.',
    stale: 'Não foi possível atualizar: os dados abaixo podem estar desatualizados.',
    retry: 'Tentar de novo',
  },
  empty: {
    title: 'Nenhum job encontrado',
    unfiltered: 'Nenhum job foi criado nos últimos 30 dias.',
    filtered: 'Nenhum job corresponde aos filtros.',
    clear: 'Limpar filtros',
  },
  summary: {
    label: 'Resumo do período',
    jobs: 'Jobs no período',
    in_progress: 'Em andamento',
    stuck: 'Presos',
    completed: 'Concluídos',
    refunded_credits: 'Créditos estornados',
    unavailable: '—',
  },
  filters: {
    label: 'Filtros',
    tool: 'Ferramenta',
    allTools: 'Todas',
    status: 'Status',
    allStatuses: 'Todos',
    period: 'Período',
    customer: 'Cliente',
    customerHint: 'Nome ou e-mail',
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
    refunded: (count: number) => `${formatInteger(count)} ${count === 1 ? 'estornado' : 'estornados'}`,
  },
  pages: { label: 'Páginas', newer: 'Anterior', older: 'Próxima', count: countJobs },
  cancel: {
    action: 'Cancelar',
    title: 'Cancelar este job?',
    detail: 'O job termina agora, e o que foi cobrado volta para o cliente. Não é possível desfazer.',
    tool: 'Ferramenta',
    customer: 'Cliente',
    age: 'Idade',
    refund: 'Créditos a estornar',
    refundOutlook: (proof: ChargeProof, count: number | null) => refundOutlook[proof](count ?? 0),
    reason: 'Motivo (opcional)',
    back: 'Voltar',
    confirm: 'Confirmar cancelamento',
    pending: 'Cancelando…',
    done: (count: number) =>
      count > 0 ? `Job cancelado e ${refunded(count)}` : 'Job cancelado. Não havia créditos a estornar.',
    replayed: (count: number) =>
      count > 0
        ? `O job já estava cancelado: ${refunded(count)}.`
        : 'O job já estava cancelado, sem créditos a estornar.',
    errors: cancelErrors,
  },
  attention: (reason: string) => attentionTexts.get(reason) ?? 'Precisa de atenção.',
  statusLabel,
  statusLabels,
  periodLabels,
}

function countJobs(count: number) {
  return `${formatInteger(count)} ${count === 1 ? 'job' : 'jobs'}`
}
