import type { StatusMeaning } from '@/components/admin/ai-jobs/attention/use-map-status'
import { formatInteger } from '@/components/admin/ai-jobs/format'
import type { BrokenSeal, SealProblem } from '@/components/admin/ai-jobs/records/record-seals'
import type { ToolChange } from '@/components/admin/ai-jobs/records/tool-change'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { RecordsTexts } from '@/components/admin/ai-jobs/texts/pt-BR/records'

const limits = { waiting: 'en la cola', running: 'de procesamiento' }

const meanings: Record<StatusMeaning, string> = {
  waiting: 'en la cola',
  running: 'en procesamiento',
  over: 'terminado sin resultado',
  delivered: 'terminado con resultado',
}

function change(change: ToolChange): string {
  switch (change.kind) {
    case 'registered':
      return 'Registró la herramienta'
    case 'removed':
      return 'Retiró la herramienta del registro'
    case 'limit':
      return `Cambió el límite ${limits[change.phase]} de ${formatInteger(change.from)} a ${formatInteger(change.to)} min`
    case 'enabled':
      return change.on ? 'Encendió la limpieza de la herramienta' : 'Apagó la limpieza de la herramienta'
    case 'status':
      return `${change.added ? 'Registró' : 'Retiró'} el estado “${change.status}”: ${meanings[change.meaning]}`
    case 'other':
      return `Cambió “${change.column}” de ${change.from} a ${change.to}`
  }
}

const sealProblems = new Map<string, string>(
  Object.entries({
    lines_missing: 'faltan líneas',
    lines_added: 'hay líneas de más',
    changed: 'cambió una línea o un sello',
    seal_missing: 'falta un sello',
    head_missing: 'el último sello conocido no está',
  } satisfies Record<SealProblem, string>),
)
const sealedRecords = new Map([
  ['settlements', 'cierres'],
  ['tool_changes', 'cambios de herramientas'],
  ['cap_raises', 'pedidos de más créditos'],
  ['cap_raise_confirmations', 'confirmaciones de más créditos'],
])

function placeOf({ record, first_id, last_id }: BrokenSeal) {
  if (record === null) return ''
  return ` (${sealedRecords.get(record) ?? record}, líneas ${first_id} a ${last_id})`
}

export const records: RecordsTexts = {
  title: 'Registro',
  detail: 'Quién terminó cada job y quién cambió cada herramienta o configuración. Nada de aquí se puede borrar.',
  actor: 'Quién',
  anyActor: 'Todos',
  automatic: 'Limpieza automática',
  developer: 'Desarrollador',
  goneAdmin: 'Administrador eliminado',
  goneCustomer: 'Cliente eliminado',
  kind: 'Qué',
  anyKind: 'Todo',
  kinds: {
    timeout: 'Terminados por tiempo',
    cancel: 'Cancelados',
    close: 'Terminados sin reembolso',
    repair: 'Reparados',
    tool_change: 'Cambios de herramientas',
    setting_change: 'Cambios de configuración',
    cap_raise_request: 'Pedidos de más créditos',
    cap_raise: 'Créditos confirmados',
  },
  ends: { timeout: 'Terminó por tiempo', cancel: 'Canceló', close: 'Terminó sin reembolso', repair: 'Reparó' },
  capRaises: {
    cap_raise_request: (credits) => `Pidió ${formatInteger(credits)} más en el límite diario de créditos`,
    cap_raise: (credits) =>
      `Confirmó ${formatInteger(credits)} más en el límite diario de créditos de otro administrador`,
  },
  change,
  seals: {
    intact: (sealed, unsealed) => {
      const lines = `Registro íntegro: ${plural(sealed, { one: 'línea sellada', other: 'líneas selladas' })}`
      return unsealed > 0 ? `${lines}, ${plural(unsealed, { one: 'aún sin sellar', other: 'aún sin sellar' })}` : lines
    },
    broken: (first, others) => {
      const what = first ? `: ${sealProblems.get(first.problem) ?? first.problem}${placeOf(first)}` : ''
      return `Registro alterado${what}${others > 0 ? `, y ${plural(others, { one: 'problema más', other: 'problemas más' })}` : ''}.`
    },
    checking: 'Verificando el registro…',
    unknown: 'No se pudo verificar el registro.',
  },
  refundMarks: { own: 'para sí mismo', admin: 'para un administrador' },
  at: 'Cuándo',
  reason: 'Motivo',
  waiting: (count) => `${plural(count, { one: 'registro nuevo', other: 'registros nuevos' })} — mostrar`,
  older: 'Cargar más antiguos',
  shown: (count, all) => {
    const loaded = plural(count, { one: 'registro', other: 'registros' })
    return all ? loaded : `${loaded}, y hay más antiguos`
  },
  empty: {
    title: 'Nada registrado',
    unfiltered: 'En los últimos 30 días no se terminó ningún job ni cambió ninguna herramienta.',
    filtered: 'Nada corresponde a los filtros.',
  },
}
