import type { AttentionAct, AttentionReason } from '@/components/admin/ai-jobs/attention/attention-job'
import type { CertainProof, ContradictionKind } from '@/components/admin/ai-jobs/attention/contradiction'
import type { CloseOutcome } from '@/components/admin/ai-jobs/attention/use-close-ai-job'
import type { StatusMeaning } from '@/components/admin/ai-jobs/attention/use-map-status'
import type { RepairOutcome } from '@/components/admin/ai-jobs/attention/use-repair-ai-job'
import type { RetryOutcome } from '@/components/admin/ai-jobs/attention/use-retry-ai-job'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import { credits } from '@/components/admin/ai-jobs/texts/pt-BR/jobs'

const reasons = {
  predates_installation: 'Anterior à instalação: encerre à mão.',
  refund_failed: 'O estorno falhou; será tentado de novo.',
  busy: 'O job está bloqueado por outro processo; será tentado de novo.',
  not_ended: 'Não foi possível encerrar; será tentado de novo.',
  overdue: 'Passou do limite há duas execuções e ninguém sabe por que não terminou.',
  unknown_age: 'Idade desconhecida: sem data de criação, ou com uma no futuro.',
  unknown_status: 'Status que ninguém cadastrou: a limpeza não sabe o que ele significa.',
  table_disabled: 'Passou do limite, mas a limpeza desta ferramenta está desligada.',
} satisfies Record<AttentionReason, string>
const reasonTexts = new Map<string, string>(Object.entries(reasons))

const refunded = (count: number) => `${credits(count)} ${count === 1 ? 'estornado' : 'estornados'}`

/** What needs a human. */
export const attention = {
  reason: (reason: string) => reasonTexts.get(reason) ?? 'Precisa de atenção.',
  title: 'Jobs que precisam de alguém',
  detail: 'A limpeza não consegue ou não pode encerrar estes jobs. Os mais antigos vêm primeiro.',
  none: 'Nenhum job precisa de atenção.',
  onlyOldest: (count: number) => `Só os ${formatInteger(count)} mais antigos aparecem aqui.`,
  changes: { changed: 'mudou', gone: 'saiu da lista' },
  credits,
  created: 'criado',
  noStatus: 'sem status',
  tries: (count: number) => plural(count, { one: 'tentativa', other: 'tentativas' }),
  firstTry: 'primeira',
  lastTry: 'última',
  acts: {
    retry: 'Tentar de novo',
    cancel: 'Cancelar com estorno',
    map_status: 'Corrigir o cadastro',
    open_tool: 'Ver a ferramenta',
    close: 'Encerrar sem estorno',
  } satisfies Record<AttentionAct, string>,
  retry: {
    ended: (count) =>
      count > 0 ? `Job encerrado e ${refunded(count)}` : 'Job encerrado. Não havia créditos a estornar.',
    already_over: (count) =>
      count > 0 ? `O job já tinha terminado, com ${refunded(count)}.` : 'O job já tinha terminado. Nada foi alterado.',
    not_due: () => 'O job não passou do limite. Nada foi alterado.',
    not_found: () => 'Este job não existe mais.',
  } satisfies Record<RetryOutcome, (count: number) => string>,
  closing: {
    title: 'Encerrar sem estorno?',
    customerLoses: (customer: string | null, count: number) => {
      if (count === 0) return 'O job termina agora. Ele não tem créditos a devolver. Não é possível desfazer.'
      const owner = customer === null ? 'Ninguém recebe' : `${customer} não recebe`
      return `O job termina agora. ${owner} de volta ${credits(count)}. Não é possível desfazer.`
    },
    reason: 'Motivo (obrigatório)',
    confirm: 'Encerrar sem estorno',
    pending: 'Encerrando…',
  },
  close: {
    closed: 'Job encerrado sem estorno.',
    replayed: 'O job já tinha sido encerrado sem estorno.',
    already_over: 'O job já tinha terminado. Nada foi alterado.',
    not_found: 'Este job não existe mais.',
  } satisfies Record<CloseOutcome, string>,
  mapStatus: {
    title: (status: string) => `O que significa “${status}”?`,
    detail: (tool: string) => `A resposta vale para todos os jobs de ${tool}, de agora em diante, e fica no Registro.`,
    question: 'O status significa',
    meanings: {
      waiting: 'Na fila',
      running: 'Em processamento',
      over: 'Terminado sem resultado',
      delivered: 'Terminado com resultado',
    } satisfies Record<StatusMeaning, string>,
    effects: {
      waiting: 'Passando do limite na fila, o job é encerrado com estorno.',
      running: 'Passando do limite de processamento, o job é encerrado com estorno.',
      over: 'O job fica como está; o que foi cobrado aparece na reconciliação.',
      delivered: 'O job fica como está e conta como concluído.',
    } satisfies Record<StatusMeaning, string>,
    confirm: 'Cadastrar',
    pending: 'Cadastrando…',
    done: (status: string, meaning: string) => `“${status}” cadastrado: ${meaning.toLowerCase()}.`,
  },
  reconciliation: {
    title: 'Reconciliação',
    detail: 'Jobs, créditos e cadastro dos últimos 90 dias.',
    fine: 'Tudo confere',
    showAll: (count: number) => `Mostrar todas as ${formatInteger(count)} linhas`,
    kinds: {
      charged_not_refunded: {
        title: 'Cobrado e não estornado',
        explanation: 'O job terminou sem resultado, foi cobrado com certeza e ninguém devolveu os créditos.',
      },
      charged_after_end: {
        title: 'Cobrado depois do encerramento',
        explanation:
          'O job foi encerrado sem nada a devolver e a cobrança chegou depois. O comando abaixo devolve os créditos.',
      },
      completed_and_refunded: {
        title: 'Entregue e estornado',
        explanation: 'O cliente tem o resultado e também os créditos. Decida com ele se algo deve ser cobrado.',
      },
      refund_differs: {
        title: 'Estorno diferente da cobrança',
        explanation: 'O que voltou não é o que foi cobrado: demais, em dobro ou só uma parte. Confira o extrato.',
      },
      ledger_differs: {
        title: 'Extrato diferente do saldo',
        explanation:
          'O saldo do cliente não é a soma do extrato, ou das suas partes. Algo o mudou sem deixar registro.',
      },
      table_not_registered: {
        title: 'Tabela não cadastrada',
        explanation: 'Parece uma tabela de jobs, mas ninguém a limpa. Peça a quem desenvolve que execute:',
      },
    } satisfies Record<ContradictionKind, { title: string; explanation: string }>,
    facts: {
      status: (label: string) => `Status: ${label}.`,
      proofs: {
        ledger: 'O extrato comprova a cobrança.',
        charged_column: 'A coluna credits_charged comprova a cobrança.',
      } satisfies Record<CertainProof, string>,
      taken: (count: number) => `Cobrança: ${credits(count)}.`,
      ledger: (count: number) => `O extrato soma ${formatInteger(count)}.`,
      parts: (count: number | null) =>
        count === null ? 'Não há saldo mensal e vitalício.' : `Mensal e vitalício somam ${formatInteger(count)}.`,
      noStatement: 'O nome desta tabela não pode ser cadastrado.',
    },
    unknownKind: (kind: string) => ({
      title: kind,
      explanation: 'O banco relata uma contradição que esta versão do painel não conhece.',
    }),
  },
  repairing: {
    action: (count: number) => `Reparar: estornar ${credits(count)}`,
    title: (count: number) => `Estornar ${credits(count)}?`,
    detail: (customer: string | null) =>
      `${customer ?? 'O cliente'} recebe os créditos de volta, uma única vez. O job fica como está.`,
    confirm: 'Estornar',
    pending: 'Estornando…',
  },
  repair: {
    repaired: (count) => `Reparado: ${refunded(count)}.`,
    replayed: (count) => `Já tinha sido reparado: ${refunded(count)}.`,
    not_repairable: () => 'Este job não pode ser reparado: já foi estornado, entregou o resultado ou não foi cobrado.',
    not_found: () => 'Este job não existe mais.',
  } satisfies Record<RepairOutcome, (count: number) => string>,
  late: {
    title: 'Resultados tardios',
    detail: 'Chegaram depois que o job foi encerrado e estornado: ficam guardados, não foram entregues.',
    none: 'Nenhum resultado tardio.',
    received: 'recebido em',
    onlyNewest: (count: number) => `Só os ${formatInteger(count)} mais recentes aparecem aqui.`,
  },
}

export type AttentionTexts = typeof attention
