import type { CancelAiJobError, CancelErrorCode } from '@/components/admin/ai-jobs/cancel-ai-job'
import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { credits, jobs } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'

const refunded = (count: number) => `${credits(count)} ${count === 1 ? 'estornado' : 'estornados'}`

type ErrorDetails = CancelAiJobError['details']

const errors = {
  invalid_request: () => 'O pedido de cancelamento não foi aceito. Confira o motivo e tente de novo.',
  unauthenticated: () => 'Sua sessão expirou. Entre de novo para cancelar o job.',
  not_admin: () => 'Só administradores podem cancelar jobs.',
  job_not_found: () => 'Este job não existe mais.',
  method_not_allowed: () => 'O painel está desatualizado. Recarregue a página.',
  job_already_over: ({ status }) =>
    status
      ? `O job já tinha terminado (${jobs.statusLabel(status)}). Nada foi alterado.`
      : 'O job já tinha terminado. Nada foi alterado.',
  payload_too_large: () => 'O motivo é longo demais. Encurte o texto e tente de novo.',
  rate_limited: ({ retryAfterSeconds }) =>
    retryAfterSeconds
      ? `Muitos cancelamentos seguidos. Tente de novo em ${formatDuration(retryAfterSeconds)}.`
      : 'Muitos cancelamentos seguidos. Tente de novo daqui a pouco.',
  refund_failed: () =>
    'O estorno falhou, por isso o job não foi cancelado. Quando ele passar do limite, a limpeza tenta de novo e o motivo fica em Atenção.',
  internal_error: () => 'O servidor encontrou um erro. Confira o job na lista antes de tentar de novo.',
  no_answer: () => 'O servidor não respondeu e o job continua em andamento. Pode tentar de novo.',
  outcome_unknown: () => 'Sem resposta do servidor. Atualize a lista para saber se o job foi cancelado.',
} satisfies Record<CancelErrorCode, (details: ErrorDetails) => string>

/** Ending one job by hand. */
export const cancel = {
  action: 'Cancelar',
  title: 'Cancelar este job?',
  detail: 'O job termina agora, e o que foi cobrado volta para o cliente. Não é possível desfazer.',
  tool: 'Ferramenta',
  customer: 'Cliente',
  age: 'Idade',
  limit: 'Limite',
  limits: {
    waiting: (seconds: number) => `${formatDuration(seconds)} na fila`,
    running: (seconds: number) => `${formatDuration(seconds)} de processamento`,
  },
  limitPassed: (seconds: number) => `ultrapassado há ${formatDuration(seconds)}`,
  limitAhead: (seconds: number) => `faltam ${formatDuration(seconds)}`,
  refund: 'Créditos a estornar',
  reason: 'Motivo (opcional)',
  reasonHint: 'Outro motivo ou detalhes',
  commonReasons: 'Motivos comuns',
  reasons: ['Provedor não respondeu', 'Pedido do cliente', 'Job duplicado', 'Erro da ferramenta'],
  charactersLeft: (count: number) =>
    count === 1 ? 'Resta 1 caractere.' : `Restam ${formatInteger(count)} caracteres.`,
  failedBefore: 'Uma tentativa de encerrar este job já falhou, e esta pode falhar também. O motivo está em Atenção.',
  back: 'Voltar',
  confirm: 'Confirmar cancelamento',
  pending: 'Cancelando…',
  done: (count: number) =>
    count > 0 ? `Job cancelado e ${refunded(count)}` : 'Job cancelado. Não havia créditos a estornar.',
  replayed: (count: number) =>
    count > 0
      ? `O job já estava cancelado: ${refunded(count)}.`
      : 'O job já estava cancelado, sem créditos a estornar.',
  errors,
}

export type CancelTexts = typeof cancel
