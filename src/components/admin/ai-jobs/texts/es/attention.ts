import { formatInteger } from '@/components/admin/ai-jobs/format'
import { credits } from '@/components/admin/ai-jobs/texts/es/jobs'
import { plural } from '@/components/admin/ai-jobs/texts/plural'
import type { AttentionTexts } from '@/components/admin/ai-jobs/texts/pt-BR/attention'

const reasons = new Map([
  ['predates_installation', 'Anterior a la instalación: ciérrelo a mano.'],
  ['refund_failed', 'El reembolso falló; se intentará de nuevo.'],
  ['busy', 'Otro proceso tiene bloqueado el job; se intentará de nuevo.'],
  ['not_ended', 'No se pudo terminar el job; se intentará de nuevo.'],
  ['overdue', 'Pasó de su límite hace dos ejecuciones y nadie sabe por qué no terminó.'],
  ['unknown_age', 'Edad desconocida: sin fecha de creación, o con una en el futuro.'],
  ['unknown_status', 'Estado que nadie registró: la limpieza no sabe qué significa.'],
  ['table_disabled', 'Pasó de su límite, pero la limpieza de esta herramienta está apagada.'],
])

const refunded = (count: number) => `${credits(count)} ${count === 1 ? 'reembolsado' : 'reembolsados'}`

export const attention: AttentionTexts = {
  reason: (reason) => reasons.get(reason) ?? 'Necesita atención.',
  title: 'Jobs que necesitan a alguien',
  detail: 'La limpieza no consigue o no puede terminar estos jobs. Los más antiguos van primero.',
  none: 'Ningún job necesita atención.',
  onlyOldest: (count) => `Solo aparecen aquí los ${formatInteger(count)} más antiguos.`,
  credits,
  changes: { changed: 'cambió', gone: 'ya no está en la lista' },
  created: 'creado',
  noStatus: 'sin estado',
  tries: (count) => plural(count, { one: 'intento', other: 'intentos' }),
  firstTry: 'primero',
  lastTry: 'último',
  acts: {
    retry: 'Intentar de nuevo',
    cancel: 'Cancelar con reembolso',
    map_status: 'Corregir el registro',
    open_tool: 'Ver la herramienta',
    close: 'Terminar sin reembolso',
  },
  retry: {
    ended: (count) =>
      count > 0 ? `Job terminado y ${refunded(count)}` : 'Job terminado. No había créditos por reembolsar.',
    already_over: (count) =>
      count > 0 ? `El job ya había terminado, con ${refunded(count)}.` : 'El job ya había terminado. Nada cambió.',
    not_due: () => 'El job no pasó de su límite. Nada cambió.',
    not_found: () => 'Este job ya no existe.',
  },
  closing: {
    title: '¿Terminar sin reembolso?',
    customerLoses: (customer, count) => {
      if (count === 0) return 'El job termina ahora. No tiene créditos por reembolsar. No se puede deshacer.'
      const owner = customer === null ? 'Nadie recibe' : `${customer} no recibe`
      return `El job termina ahora. ${owner} de vuelta ${credits(count)}. No se puede deshacer.`
    },
    reason: 'Motivo (obligatorio)',
    confirm: 'Terminar sin reembolso',
    pending: 'Terminando…',
  },
  close: {
    closed: 'Job terminado sin reembolso.',
    replayed: 'El job ya se había terminado sin reembolso.',
    already_over: 'El job ya había terminado. Nada cambió.',
    not_found: 'Este job ya no existe.',
  },
  mapStatus: {
    title: (status) => `¿Qué significa “${status}”?`,
    detail: (tool) => `La respuesta vale para todos los jobs de ${tool}, desde ahora, y queda en el registro.`,
    question: 'El estado significa',
    meanings: {
      waiting: 'En la cola',
      running: 'En proceso',
      over: 'Terminado sin resultado',
      delivered: 'Terminado con resultado',
    },
    effects: {
      waiting: 'Al pasar del límite en la cola, el job se termina con reembolso.',
      running: 'Al pasar del límite de procesamiento, el job se termina con reembolso.',
      over: 'El job queda como está; lo cobrado aparece en la conciliación.',
      delivered: 'El job queda como está y cuenta como completado.',
    },
    confirm: 'Registrar',
    pending: 'Registrando…',
    done: (status, meaning) => `“${status}” registrado: ${meaning.toLowerCase()}.`,
  },
  reconciliation: {
    title: 'Conciliación',
    detail: 'Jobs, créditos y registro de los últimos 90 días.',
    fine: 'Todo cuadra',
    showAll: (count) => `Mostrar las ${formatInteger(count)} líneas`,
    kinds: {
      charged_not_refunded: {
        title: 'Cobrado y no reembolsado',
        explanation: 'El job terminó sin resultado, se cobró con certeza y nadie reembolsó los créditos.',
      },
      charged_after_end: {
        title: 'Cobrado después de terminar',
        explanation:
          'El job terminó sin nada que devolver y el cobro llegó después. El comando de abajo devuelve los créditos.',
      },
      completed_and_refunded: {
        title: 'Entregado y reembolsado',
        explanation: 'El cliente tiene el resultado y también los créditos. Decida con él si hay que cobrar.',
      },
      refund_differs: {
        title: 'Reembolso distinto del cobro',
        explanation: 'Lo que volvió no es lo que se cobró: de más, dos veces o solo una parte. Revise el libro.',
      },
      ledger_differs: {
        title: 'Libro distinto del saldo',
        explanation:
          'El saldo del cliente no es la suma del libro, o de sus partes. Algo lo cambió sin dejar registro.',
      },
      table_not_registered: {
        title: 'Tabla no registrada',
        explanation: 'Parece una tabla de jobs, pero nadie la limpia. Pida a quien desarrolla que ejecute:',
      },
    },
    facts: {
      status: (label) => `Estado: ${label}.`,
      proofs: {
        ledger: 'El libro prueba el cobro.',
        charged_column: 'La columna credits_charged prueba el cobro.',
      },
      taken: (count) => `Cobro: ${credits(count)}.`,
      ledger: (count) => `El libro suma ${formatInteger(count)}.`,
      parts: (count) =>
        count === null ? 'No hay saldo mensual y vitalicio.' : `Mensual y vitalicio suman ${formatInteger(count)}.`,
      noStatement: 'El nombre de esta tabla no se puede registrar.',
    },
    unknownKind: (kind) => ({
      title: kind,
      explanation: 'La base de datos informa una contradicción que esta versión del panel no conoce.',
    }),
  },
  repairing: {
    action: (count) => `Reparar: reembolsar ${credits(count)}`,
    title: (count) => `¿Reembolsar ${credits(count)}?`,
    detail: (customer) =>
      `${customer ?? 'El cliente'} recibe los créditos de vuelta, una sola vez. El job queda como está.`,
    confirm: 'Reembolsar',
    pending: 'Reembolsando…',
  },
  repair: {
    repaired: (count) => `Reparado: ${refunded(count)}.`,
    replayed: (count) => `Ya se había reparado: ${refunded(count)}.`,
    not_repairable: () => 'Este job no puede repararse: ya se reembolsó, entregó su resultado o no se cobró.',
    not_found: () => 'Este job ya no existe.',
  },
  late: {
    title: 'Resultados tardíos',
    detail: 'Llegaron después de que el job se terminara y se reembolsara: quedan guardados, no se entregaron.',
    none: 'Ningún resultado tardío.',
    received: 'recibido el',
    onlyNewest: (count) => `Solo aparecen aquí los ${formatInteger(count)} más recientes.`,
  },
}
