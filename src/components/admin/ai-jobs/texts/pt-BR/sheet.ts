import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import type { Ending, LimitPhase } from '@/components/admin/ai-jobs/job-sheet/timeline'
import { credits } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'

const refunded = (count: number) => `${credits(count)} ${count === 1 ? 'estornado' : 'estornados'}`

const by = (actor: string | null) => (actor === null ? '' : ` por ${actor}`)

const endings = {
  timeout: () => 'Encerrado pela limpeza automática',
  cancel: (actor) => `Cancelado${by(actor ?? 'um administrador')}`,
  close: (actor) => `Encerrado sem estorno${by(actor)}`,
} satisfies Record<Ending, (actor: string | null) => string>

const limitPhases = { waiting: 'na fila', running: 'de processamento' } satisfies Record<LimitPhase, string>

const transactionTypes = new Map([
  ['consumption', 'Consumo'],
  ['refund', 'Estorno'],
  ['grant', 'Créditos adicionados'],
])

const creditTypes = new Map([
  ['monthly', 'mensal'],
  ['lifetime', 'avulso'],
  ['mixed', 'mensal e avulso'],
])

/** One job: the sheet at the side of the page. */
export const sheet = {
  label: 'Detalhes do job',
  notFound: { title: 'Job não encontrado', detail: 'Ele não existe mais, ou o link está incompleto.' },
  copyLink: 'Copiar link',
  copy: (what: string) => `Copiar: ${what}`,
  copyFailed: 'Não foi possível copiar. Selecione o texto e copie à mão.',
  facts: 'Dados do job',
  jobId: 'ID do job',
  providerId: 'ID no provedor',
  refundId: 'ID do estorno',
  requestId: 'ID da requisição',
  age: 'Idade',
  limit: 'Limite',
  refund: 'Créditos a estornar',
  cost: 'Custo',
  providerCost: 'Custo no provedor',
  result: 'Resultado',
  openResult: 'Abrir em nova aba',
  error: 'Mensagem de erro',
  attention: 'Precisa de atenção',
  timeline: {
    title: 'Linha do tempo',
    created: 'Criado',
    charged: (count: number) => `Cobrado: ${credits(count)}`,
    presumed: (count: number) => `Cobrança presumida: ${credits(count)}`,
    notCharged: 'Não foi cobrado',
    waited: (seconds: number) => `Na fila por ${formatDuration(seconds)}`,
    waiting: 'Na fila',
    started: 'Iniciado',
    limitPassed: (seconds: number, phase: LimitPhase) =>
      `Passou do limite: ${formatDuration(seconds)} ${limitPhases[phase]}`,
    limitAhead: (seconds: number, phase: LimitPhase) => `Limite: ${formatDuration(seconds)} ${limitPhases[phase]}`,
    over: (statusLabel: string) => `Encerrado: ${statusLabel}`,
    ended: (ending: Ending, actor: string | null) => endings[ending](actor),
    repaired: (actor: string | null) => `Estorno corrigido${by(actor)}`,
    reason: (reason: string) => `Motivo: ${reason}`,
    refunded,
    refundedElsewhere: (count: number | null) =>
      count === null
        ? 'Estornado pelo próprio projeto'
        : `${credits(count)} ${count === 1 ? 'estornado' : 'estornados'} pelo próprio projeto`,
    lateResult: (statusLabel: string) => `Resultado tardio, não entregue: ${statusLabel}`,
  },
  balance: { title: 'Saldo do cliente', monthly: 'Mensal', lifetime: 'Avulso', total: 'Total' },
  ledger: {
    title: 'Últimos lançamentos do cliente',
    empty: 'Nenhum lançamento.',
    balanceAfter: (count: number) => `saldo ${formatInteger(count)}`,
    transactionType: (type: string) => transactionTypes.get(type) ?? type,
    creditType: (type: string) => creditTypes.get(type) ?? type,
  },
}

export type SheetTexts = typeof sheet
