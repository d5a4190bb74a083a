import type { StatusMeaning } from '@/components/admin/ai-jobs/attention/use-map-status'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import type { CapKind, EndKind, RecordKind, RefundMark } from '@/components/admin/ai-jobs/records/record'
import type { BrokenSeal, SealProblem } from '@/components/admin/ai-jobs/records/record-seals'
import type { ToolChange } from '@/components/admin/ai-jobs/records/tool-change'
import { plural } from '@/components/admin/ai-jobs/texts/plural'

const limits = { waiting: 'na fila', running: 'de processamento' }

const meanings = {
  waiting: 'na fila',
  running: 'em processamento',
  over: 'terminado sem resultado',
  delivered: 'terminado com resultado',
} satisfies Record<StatusMeaning, string>

function change(change: ToolChange): string {
  switch (change.kind) {
    case 'registered':
      return 'Cadastrou a ferramenta'
    case 'removed':
      return 'Retirou a ferramenta do cadastro'
    case 'limit':
      return `Mudou o limite ${limits[change.phase]} de ${formatInteger(change.from)} para ${formatInteger(change.to)} min`
    case 'enabled':
      return change.on ? 'Ligou a limpeza da ferramenta' : 'Desligou a limpeza da ferramenta'
    case 'status':
      return `${change.added ? 'Cadastrou' : 'Retirou'} o status “${change.status}”: ${meanings[change.meaning]}`
    case 'other':
      return `Mudou “${change.column}” de ${change.from} para ${change.to}`
  }
}

const sealProblems = new Map<string, string>(
  Object.entries({
    lines_missing: 'faltam linhas',
    lines_added: 'há linhas a mais',
    changed: 'uma linha ou um selo mudou',
    seal_missing: 'falta um selo',
    head_missing: 'o último selo conhecido não está lá',
  } satisfies Record<SealProblem, string>),
)
const sealedRecords = new Map([
  ['settlements', 'encerramentos'],
  ['tool_changes', 'mudanças de ferramentas'],
  ['cap_raises', 'pedidos de mais créditos'],
  ['cap_raise_confirmations', 'confirmações de mais créditos'],
])

function placeOf({ record, first_id, last_id }: BrokenSeal) {
  if (record === null) return ''
  return ` (${sealedRecords.get(record) ?? record}, linhas ${first_id} a ${last_id})`
}

/** Who did what. */
export const records = {
  title: 'Registro',
  detail: 'Quem encerrou cada job e quem mudou cada ferramenta ou configuração. Nada aqui pode ser apagado.',
  actor: 'Quem',
  anyActor: 'Todos',
  automatic: 'Limpeza automática',
  developer: 'Desenvolvedor',
  goneAdmin: 'Administrador removido',
  goneCustomer: 'Cliente removido',
  kind: 'O quê',
  anyKind: 'Tudo',
  kinds: {
    timeout: 'Encerrados por tempo',
    cancel: 'Cancelados',
    close: 'Encerrados sem estorno',
    repair: 'Reparados',
    tool_change: 'Mudanças de ferramentas',
    setting_change: 'Mudanças de configuração',
    cap_raise_request: 'Pedidos de mais créditos',
    cap_raise: 'Créditos confirmados',
  } satisfies Record<RecordKind, string>,
  ends: {
    timeout: 'Encerrou por tempo',
    cancel: 'Cancelou',
    close: 'Encerrou sem estorno',
    repair: 'Reparou',
  } satisfies Record<EndKind, string>,
  capRaises: {
    cap_raise_request: (credits: number) => `Pediu mais ${formatInteger(credits)} no limite diário de créditos`,
    cap_raise: (credits: number) =>
      `Confirmou mais ${formatInteger(credits)} no limite diário de créditos de outro administrador`,
  } satisfies Record<CapKind, (credits: number) => string>,
  change,
  seals: {
    intact: (sealed: number, unsealed: number) => {
      const lines = `Registro íntegro: ${plural(sealed, { one: 'linha selada', other: 'linhas seladas' })}`
      return unsealed > 0
        ? `${lines}, ${plural(unsealed, { one: 'ainda não selada', other: 'ainda não seladas' })}`
        : lines
    },
    broken: (first: BrokenSeal | undefined, others: number) => {
      const what = first ? `: ${sealProblems.get(first.problem) ?? first.problem}${placeOf(first)}` : ''
      return `Registro alterado${what}${others > 0 ? `, e ${plural(others, { one: 'outro problema', other: 'outros problemas' })}` : ''}.`
    },
    checking: 'Verificando o registro…',
    unknown: 'Não foi possível verificar o registro.',
  },
  refundMarks: { own: 'para si mesmo', admin: 'para um administrador' } satisfies Record<RefundMark, string>,
  at: 'Quando',
  reason: 'Motivo',
  waiting: (count: number) => `${plural(count, { one: 'registro novo', other: 'registros novos' })} — mostrar`,
  older: 'Carregar mais antigos',
  shown: (count: number, all: boolean) => {
    const loaded = plural(count, { one: 'registro', other: 'registros' })
    return all ? loaded : `${loaded}, e há mais antigos`
  },
  empty: {
    title: 'Nada registrado',
    unfiltered: 'Nos últimos 30 dias, nenhum job foi encerrado e nenhuma ferramenta mudou.',
    filtered: 'Nada corresponde aos filtros.',
  },
}

export type RecordsTexts = typeof records
