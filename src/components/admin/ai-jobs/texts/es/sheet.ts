import { formatDuration, formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/es/jobs'
import type { SheetTexts } from '@/components/admin/ai-jobs/texts/pt-BR/sheet'

const by = (actor: string | null) => (actor === null ? '' : ` por ${actor}`)

const endings = {
  timeout: () => 'Terminado por la limpieza automática',
  cancel: (actor: string | null) => `Cancelado${by(actor ?? 'un administrador')}`,
  close: (actor: string | null) => `Cerrado sin reembolso${by(actor)}`,
}

const limitPhases = { waiting: 'en la cola', running: 'de procesamiento' }

const transactionTypes = new Map([
  ['consumption', 'Consumo'],
  ['refund', 'Reembolso'],
  ['grant', 'Créditos añadidos'],
])

const creditTypes = new Map([
  ['monthly', 'mensual'],
  ['lifetime', 'suelto'],
  ['mixed', 'mensual y suelto'],
])

export const sheet: SheetTexts = {
  label: 'Detalles del job',
  notFound: { title: 'Job no encontrado', detail: 'Ya no existe, o el enlace está incompleto.' },
  copyLink: 'Copiar enlace',
  copy: (what) => `Copiar: ${what}`,
  copyFailed: 'No se pudo copiar. Seleccione el texto y cópielo a mano.',
  facts: 'Datos del job',
  jobId: 'ID del job',
  providerId: 'ID en el proveedor',
  refundId: 'ID del reembolso',
  requestId: 'ID de la petición',
  age: 'Edad',
  limit: 'Límite',
  refund: 'Créditos por reembolsar',
  cost: 'Costo',
  providerCost: 'Costo en el proveedor',
  result: 'Resultado',
  openResult: 'Abrir en otra pestaña',
  error: 'Mensaje de error',
  attention: 'Necesita atención',
  timeline: {
    title: 'Línea de tiempo',
    created: 'Creado',
    charged: (count) => `Cobrado: ${credits(count)}`,
    presumed: (count) => `Cobro presunto: ${credits(count)}`,
    notCharged: 'No se cobró',
    waited: (seconds) => `En la cola durante ${formatDuration(seconds)}`,
    waiting: 'En la cola',
    started: 'Iniciado',
    limitPassed: (seconds, phase) => `Pasó del límite: ${formatDuration(seconds)} ${limitPhases[phase]}`,
    limitAhead: (seconds, phase) => `Límite: ${formatDuration(seconds)} ${limitPhases[phase]}`,
    over: (statusLabel) => `Terminado: ${statusLabel}`,
    ended: (ending, actor) => endings[ending](actor),
    repaired: (actor) => `Reembolso corregido${by(actor)}`,
    reason: (reason) => `Motivo: ${reason}`,
    refunded: (count) => `${credits(count)} ${count === 1 ? 'reembolsado' : 'reembolsados'}`,
    refundedElsewhere: (count) =>
      count === null
        ? 'Reembolsado por el propio proyecto'
        : `${credits(count)} ${count === 1 ? 'reembolsado' : 'reembolsados'} por el propio proyecto`,
    lateResult: (statusLabel) => `Resultado tardío, no entregado: ${statusLabel}`,
  },
  balance: { title: 'Saldo del cliente', monthly: 'Mensual', lifetime: 'Suelto', total: 'Total' },
  ledger: {
    title: 'Últimos movimientos del cliente',
    empty: 'Ningún movimiento.',
    balanceAfter: (count) => `saldo ${formatInteger(count)}`,
    transactionType: (type) => transactionTypes.get(type) ?? type,
    creditType: (type) => creditTypes.get(type) ?? type,
  },
}
