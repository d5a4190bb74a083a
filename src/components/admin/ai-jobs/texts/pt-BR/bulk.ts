import type { BulkEnding, JobOutcome } from '@/components/admin/ai-jobs/bulk/run-bulk-cancel'
import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import { credits } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'

const jobs = (count: number) => plural(count, { one: 'job', other: 'jobs' })

const outcomes = {
  cancelled: 'Cancelado',
  replayed: 'Já estava cancelado',
  already_over: 'Já tinha terminado',
  not_found: 'Não existe mais',
  busy: 'Ocupado por outro processo',
  not_tried: 'Não houve tempo',
  failed: 'Falhou',
  no_answer: 'Sem resposta',
} satisfies Record<JobOutcome, string>

const outcomeCounts = {
  cancelled: 'Cancelados',
  replayed: 'Já estavam cancelados',
  already_over: 'Já tinham terminado',
  not_found: 'Não existem mais',
  busy: 'Ocupados por outro processo',
  not_tried: 'Sem tempo para',
  failed: 'Falharam',
  no_answer: 'Sem resposta',
} satisfies Record<JobOutcome, string>

const endings = {
  done: 'Todos os jobs foram enviados.',
  stopped: 'Parado a seu pedido.',
  not_admin: 'Só administradores podem cancelar jobs.',
  session_expired: 'Sua sessão expirou. Entre de novo para cancelar os demais.',
  refused: 'O servidor recusou o pedido. Confira o motivo e recarregue a página.',
  unreachable: 'O servidor não responde. Verifique sua conexão e tente de novo.',
} satisfies Record<BulkEnding, string>

/** Ending many jobs at once. */
export const bulk = {
  label: 'Ações em lote',
  selected: (count: number) => plural(count, { one: 'selecionado', other: 'selecionados' }),
  clear: 'Limpar seleção',
  cancelSelected: 'Cancelar selecionados',
  cancelAll: (count: number) =>
    count === 1
      ? 'Cancelar o único que corresponde ao filtro'
      : `Cancelar todos os ${formatInteger(count)} que correspondem ao filtro`,
  nothing: 'Nenhum job em andamento para cancelar.',
  title: (count: number) => `Cancelar ${jobs(count)}?`,
  titleUnknown: 'Cancelar todos os que correspondem ao filtro?',
  detail: 'Os jobs terminam agora, e o que foi cobrado volta para os clientes. Não é possível desfazer.',
  filter: 'Filtro',
  filterParts: {
    tool: (label: string) => `ferramenta ${label}`,
    status: (label: string) => `status ${label}`,
    search: (text: string) => `busca por “${text}”`,
    refund: (label: string) => `estorno ${label}`,
    stuckOnly: 'só presos, de qualquer data',
    anyDate: 'de qualquer data',
    idOfAnyDate: 'se for um id, de qualquer data',
    from: (day: string) => `de ${day}`,
    until: (day: string) => `até ${day}`,
  },
  counting: 'Contando os jobs…',
  none: 'Nenhum job pode ser cancelado: todos já terminaram.',
  tooMany: (sent: number, matching: number) =>
    `São cancelados os ${formatInteger(sent)} mais antigos dos ${formatInteger(matching)}. Depois, repita para os demais.`,
  failedBefore: (count: number, creditCount: number) =>
    `${count === 1 ? '1 destes jobs já falhou antes e pode falhar' : `${formatInteger(count)} destes jobs já falharam antes e podem falhar`} de novo (${credits(creditCount)}). O motivo está em Atenção.`,
  plan: {
    label: 'O que será cancelado',
    tool: 'Ferramenta',
    jobs: 'Jobs',
    customers: 'Clientes',
    credits: 'Créditos',
    total: 'Total',
  },
  typeCount: (count: number) => `Digite ${formatInteger(count)} para confirmar`,
  confirm: (count: number) => `Cancelar ${jobs(count)}`,
  back: 'Voltar',
  running: 'Cancelando…',
  progress: 'Andamento',
  done: (done: number, total: number) => `${formatInteger(done)} de ${jobs(total)}`,
  creditsSoFar: (count: number) => `${credits(count)} ${count === 1 ? 'estornado' : 'estornados'}`,
  failedSoFar: (count: number) => plural(count, { one: 'não foi cancelado', other: 'não foram cancelados' }),
  waiting: (seconds: number) =>
    `O servidor pediu uma pausa de ${formatDuration(seconds)}. Depois dela, continua sozinho.`,
  stop: 'Parar',
  stopping: 'Parando…',
  finished: 'Cancelamento concluído',
  interrupted: 'Cancelamento interrompido',
  endings,
  outcomes,
  outcomeCounts,
  safeToRetry: 'O servidor não respondeu. Pode tentar de novo: nenhum job é estornado duas vezes.',
  notSent: 'Não enviados',
  creditsRefunded: 'Créditos estornados',
  results: 'Resultado por job',
  showMore: (count: number) => `Mostrar mais ${formatInteger(count)}`,
  retry: (count: number) =>
    count === 1 ? 'Tentar de novo o que falhou' : `Tentar de novo os ${formatInteger(count)} que falharam`,
  keptSelected: 'Os que falharam continuam selecionados.',
  seeResult: 'Ver resultado',
  close: 'Fechar',
}

export type BulkTexts = typeof bulk
